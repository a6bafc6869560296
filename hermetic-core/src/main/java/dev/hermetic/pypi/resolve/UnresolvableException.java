package dev.hermetic.pypi.resolve;

import dev.hermetic.pypi.requirement.ProjectName;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;

/** That there is no answer, and why. */
public final class UnresolvableException extends Exception {
  private static final long serialVersionUID = 1;

  /** How a change begins that does without a line. */
  static final String LEAVE_OUT = "leave out ";

  private final transient List<Root> roots;
  private final transient List<String> tree;
  private final transient List<String> changes;
  private final transient SortedSet<ProjectName> unknown;
  private final transient SortedMap<ProjectName, SortedSet<String>> unusable;

  UnresolvableException(
      List<Root> roots,
      List<String> tree,
      List<String> changes,
      SortedSet<ProjectName> unknown,
      SortedMap<ProjectName, SortedSet<String>> unusable) {
    super("these cannot be met together", null, false, false);
    this.roots = List.copyOf(roots);
    this.tree = List.copyOf(tree);
    this.changes = List.copyOf(changes);
    this.unknown = unknown;
    this.unusable = unusable;
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
    return !unusable.isEmpty();
  }

  /** Projects in it that nobody has. */
  public SortedSet<ProjectName> unknown() {
    return unknown;
  }

  /** Why candidates that count in it are of no use for the target, as these say it. */
  public SortedMap<ProjectName, SortedSet<String>> unusable() {
    return unusable;
  }

  /** What would solve it, each alone: found by resolving with it. Empty when nothing was found. */
  public List<String> changes() {
    return changes;
  }

  /** Whether one of the changes is another version, and not to do without what was asked for. */
  public boolean hasOtherVersions() {
    return !changes.stream().allMatch(change -> change.startsWith(LEAVE_OUT));
  }
}
