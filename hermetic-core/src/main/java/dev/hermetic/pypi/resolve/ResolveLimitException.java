package dev.hermetic.pypi.resolve;

import dev.hermetic.text.Count;

/** That neither an answer nor a reason was found within the bound. */
public final class ResolveLimitException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final int clashes;

  ResolveLimitException(int clashes) {
    super("given up after " + Count.of(clashes, "clash"));
    this.clashes = clashes;
  }

  /** How many clashes were gone through. */
  public int clashes() {
    return clashes;
  }
}
