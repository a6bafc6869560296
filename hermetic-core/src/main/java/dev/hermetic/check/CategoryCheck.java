package dev.hermetic.check;

import dev.hermetic.environment.Requirement;
import dev.hermetic.graph.Categories;
import dev.hermetic.graph.LockGraph;
import dev.hermetic.graph.Root;
import dev.hermetic.lockfile.LocatedLock;
import dev.hermetic.lockfile.LockedPackage;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Checks that every package is locked in the categories that need it: an installation that leaves a
 * category out must leave out no more and no less than that.
 */
final class CategoryCheck {
  private final LocatedLock located;
  private final Findings findings;
  private final Fixes fixes;

  CategoryCheck(LocatedLock located, Findings findings, Fixes fixes) {
    this.located = located;
    this.findings = findings;
    this.fixes = fixes;
  }

  void check(LockGraph graph) {
    if (isMainAlone(graph)) {
      return;
    }
    Categories right = Categories.of(graph);
    // Where a spec has moved to another category, what it needs follows from that.
    if (!roots(graph, right)) {
      others(graph, right);
    }
  }

  /** As in most locks, of which nothing can be in a wrong category. */
  private static boolean isMainAlone(LockGraph graph) {
    for (Root root : graph.roots()) {
      if (!root.category().equals(Requirement.MAIN)) {
        return false;
      }
    }
    for (LockedPackage locked : graph.packages()) {
      for (LockedPackage entry : graph.entries(locked)) {
        if (!entry.category().equals(Requirement.MAIN)) {
          return false;
        }
      }
    }
    return true;
  }

  private boolean roots(LockGraph graph, Categories right) {
    boolean found = false;
    for (Root root : graph.roots()) {
      LockedPackage locked = graph.answer(root).orElse(null);
      if (locked != null && differs(graph, locked, right)) {
        found = true;
        findings.addLocked(
            "HERM-CHECK-009",
            root.location(),
            "`" + root.text() + "` belongs in category " + words(right.of(locked))
                + ", but is in " + words(categories(graph, locked)),
            located.locations().of(locked),
            fixes.lock(),
            graph.platform());
      }
    }
    return found;
  }

  private void others(LockGraph graph, Categories right) {
    for (LockedPackage locked : graph.packages()) {
      if (graph.isNeeded(locked) && differs(graph, locked, right)) {
        findings.add(
            "HERM-CHECK-009",
            located.locations().of(locked),
            locked.name() + " " + locked.version() + " is needed in category "
                + words(right.of(locked)) + ", but is in "
                + words(categories(graph, locked)),
            fixes.undoOrLock(),
            graph.platform());
      }
    }
  }

  private static boolean differs(
      LockGraph graph, LockedPackage locked, Categories right) {
    return !categories(graph, locked).equals(right.of(locked));
  }

  private static SortedSet<String> categories(LockGraph graph, LockedPackage locked) {
    return graph.entries(locked).stream()
        .map(LockedPackage::category)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static String words(SortedSet<String> categories) {
    return String.join(" and ", categories);
  }
}
