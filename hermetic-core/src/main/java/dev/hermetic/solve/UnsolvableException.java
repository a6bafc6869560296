package dev.hermetic.solve;

import java.util.List;

/** No set of records satisfies the request. */
public final class UnsolvableException extends Exception {
  private static final long serialVersionUID = 1;

  private final transient List<RootSpec> clashing;
  private final transient List<String> reasons;

  /**
   * @param clashing root specs that cannot live together; a small set, at least one
   * @param reasons sentences that say why, most telling first; may be empty
   */
  public UnsolvableException(List<RootSpec> clashing, List<String> reasons) {
    super("unsolvable: " + clashing.stream().map(root -> root.spec().toString()).toList());
    this.clashing = List.copyOf(clashing);
    this.reasons = List.copyOf(reasons);
  }

  public List<RootSpec> clashing() {
    return clashing;
  }

  public List<String> reasons() {
    return reasons;
  }
}
