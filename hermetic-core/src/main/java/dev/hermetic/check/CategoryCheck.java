package dev.hermetic.check;

import dev.hermetic.graph.LockGraph;
import dev.hermetic.graph.Root;
import dev.hermetic.lockfile.Categories;
import dev.hermetic.lockfile.LocatedLock;
import dev.hermetic.lockfile.LockedPackage;
import dev.hermetic.lockfile.LockedPackage.Manager;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
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
    SortedMap<String, String> asked = new TreeMap<>();
    graph.roots().stream()
        .filter(root -> root.manager() == Manager.CONDA)
        .forEach(root -> asked.put(root.name(), root.category()));
    SortedMap<String, SortedMap<String, String>> dependencies = new TreeMap<>();
    graph.packages().stream()
        .filter(locked -> locked.manager() == Manager.CONDA)
        .forEach(locked -> dependencies.put(locked.name(), locked.dependencies()));
    SortedMap<String, SortedSet<String>> right = Categories.assign(asked, dependencies);
    // Where a spec has moved to another category, what it needs follows from that.
    if (!roots(graph, right)) {
      others(graph, right);
    }
  }

  private boolean roots(LockGraph graph, SortedMap<String, SortedSet<String>> right) {
    boolean found = false;
    for (Root root : graph.roots()) {
      LockedPackage locked = graph.answer(root).orElse(null);
      if (root.manager() == Manager.CONDA && locked != null && differs(graph, locked, right)) {
        found = true;
        findings.addLocked(
            "HERM-CHECK-009",
            root.location(),
            "`" + root.text() + "` belongs in category " + words(right.get(locked.name()))
                + ", but is in " + words(categories(graph, locked)),
            located.locations().of(locked),
            fixes.lock(),
            graph.platform());
      }
    }
    return found;
  }

  private void others(LockGraph graph, SortedMap<String, SortedSet<String>> right) {
    for (LockedPackage locked : graph.packages()) {
      if (locked.manager() == Manager.CONDA
          && graph.isNeeded(locked)
          && differs(graph, locked, right)) {
        findings.add(
            "HERM-CHECK-009",
            located.locations().of(locked),
            locked.name() + " " + locked.version() + " is needed in category "
                + words(right.get(locked.name())) + ", but is in "
                + words(categories(graph, locked)),
            fixes.undoOrLock(),
            graph.platform());
      }
    }
  }

  private static boolean differs(
      LockGraph graph, LockedPackage locked, SortedMap<String, SortedSet<String>> right) {
    return !categories(graph, locked).equals(right.get(locked.name()));
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
