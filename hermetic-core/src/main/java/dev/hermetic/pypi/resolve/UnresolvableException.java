package dev.hermetic.pypi.resolve;

import java.util.List;

/**
 * That there is no answer, and why. The reason is looked for when it is first asked for, in the source of
 * the request. Not for several threads at once.
 */
public final class UnresolvableException extends Exception {
  private static final long serialVersionUID = 1;

  private final transient Explanation explanation;

  UnresolvableException(Explanation explanation) {
    super("these cannot be met together", null, false, false);
    this.explanation = explanation;
  }

  /**
   * What clashes, as far as bounds allow to see it, in the order of the user's lines; at least one. Each
   * has a line that the smaller ones have not.
   */
  public List<Clash> clashes() {
    return explanation.clashes();
  }

  /** Whether these are all clashes; else further ones may show once these are mended. */
  public boolean isWhole() {
    return explanation.isWhole();
  }

  /** Whether candidates count in a clash that are of no use for the target. */
  public boolean isOfUnusable() {
    return explanation.isOfUnusable();
  }
}
