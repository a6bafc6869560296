package dev.hermetic.pypi.resolve;

import java.util.List;

/** That there is no answer, and why. */
public final class UnresolvableException extends Exception {
  private static final long serialVersionUID = 1;

  private final transient List<Root> roots;
  private final transient List<String> tree;
  private final transient List<String> changes;
  private final boolean ofUnusable;

  UnresolvableException(
      List<Root> roots, List<String> tree, List<String> changes, boolean ofUnusable) {
    super("these cannot be met together", null, false, false);
    this.roots = List.copyOf(roots);
    this.tree = List.copyOf(tree);
    this.changes = List.copyOf(changes);
    this.ofUnusable = ofUnusable;
  }

  /** The user's lines that cannot be met together, in the user's order. */
  public List<Root> roots() {
    return roots;
  }

  /** From each of these lines down to where they meet; indented with lines of a tree. */
  public List<String> tree() {
    return tree;
  }

  /** Whether candidates count in it that are of no use for the target. */
  public boolean isOfUnusable() {
    return ofUnusable;
  }

  /** What would solve it, each alone: found by resolving with it. Empty when nothing was found. */
  public List<String> changes() {
    return changes;
  }
}
