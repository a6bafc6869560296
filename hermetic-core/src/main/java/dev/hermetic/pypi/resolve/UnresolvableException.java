package dev.hermetic.pypi.resolve;

import java.util.List;

/** That there is no answer, and why. */
public final class UnresolvableException extends Exception {
  private static final long serialVersionUID = 1;

  private final transient List<Clash> clashes;

  UnresolvableException(List<Clash> clashes) {
    super("these cannot be met together", null, false, false);
    this.clashes = List.copyOf(clashes);
  }

  /**
   * What clashes, as far as bounds allow to see it, in the order of the user's lines; at least one. Each
   * has a line that the smaller ones have not.
   */
  public List<Clash> clashes() {
    return clashes;
  }
}
