package dev.hermetic.tree;

import dev.hermetic.graph.Edge;
import dev.hermetic.graph.LockGraph;
import dev.hermetic.graph.Root;
import dev.hermetic.lockfile.LockedPackage;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Which packages of one platform were asked for and which came along.
 *
 * @param asked number of packages that specs name
 * @param shadow number of packages that no spec names, but that others need
 * @param implied packages that specs name and that others need too, with the names of those
 * @param unneeded packages that no spec names and nothing needs, sorted
 * @param missing specs whose package is not in the lock
 */
public record Census(
    int asked,
    int shadow,
    SortedMap<String, List<String>> implied,
    List<String> unneeded,
    List<Root> missing) {
  public Census {
    implied = Collections.unmodifiableSortedMap(new TreeMap<>(implied));
    unneeded = List.copyOf(unneeded);
    missing = List.copyOf(missing);
  }

  static Census of(LockGraph graph) {
    int asked = 0;
    int shadow = 0;
    SortedMap<String, List<String>> implied = new TreeMap<>();
    List<String> unneeded = new ArrayList<>();
    for (LockedPackage locked : graph.packages()) {
      if (!graph.roots(locked).isEmpty()) {
        asked++;
        List<String> by =
            graph.dependents(locked).stream()
                .map(Edge::from)
                .filter(graph::isNeeded)
                .map(LockedPackage::name)
                .distinct()
                .toList();
        if (!by.isEmpty()) {
          implied.put(locked.name(), by);
        }
      } else if (graph.isNeeded(locked)) {
        shadow++;
      } else {
        unneeded.add(locked.name());
      }
    }
    List<Root> missing =
        graph.roots().stream().filter(root -> graph.answer(root).isEmpty()).toList();
    return new Census(asked, shadow, implied, unneeded, missing);
  }
}
