package dev.hermetic.lockfile;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The order in which conda and conda-lock list packages for installation: in rounds, each the
 * alphabetical list of all names whose dependencies were listed in earlier rounds. Names that are
 * only depended on (virtual packages) take part in the rounds, so a package that needs {@code
 * __glibc} comes in the second at the earliest.
 */
final class InstallOrder {
  private InstallOrder() {}

  /**
   * All names, dependencies before what needs them. A cycle is broken at the name with the fewest
   * unlisted dependencies, the first by name among those.
   *
   * @param dependencies name to the names it depends on
   */
  static List<String> sort(Map<String, ? extends Collection<String>> dependencies) {
    SortedMap<String, Integer> open = new TreeMap<>();
    Map<String, List<String>> neededBy = new HashMap<>();
    for (Map.Entry<String, ? extends Collection<String>> entry : dependencies.entrySet()) {
      String name = entry.getKey();
      Set<String> others = new HashSet<>(entry.getValue());
      others.remove(name);
      if (name.equals("python")) {
        // pip and python need each other; everything that is Python must come after python.
        others.remove("pip");
      }
      open.put(name, others.size());
      for (String need : others) {
        neededBy.computeIfAbsent(need, key -> new ArrayList<>()).add(name);
      }
    }
    for (Map.Entry<String, ? extends Collection<String>> entry : dependencies.entrySet()) {
      for (String need : entry.getValue()) {
        open.putIfAbsent(need, 0);
      }
    }
    List<String> sorted = new ArrayList<>(open.size());
    SortedSet<String> round = new TreeSet<>();
    for (Map.Entry<String, Integer> entry : open.entrySet()) {
      if (entry.getValue() == 0) {
        round.add(entry.getKey());
      }
    }
    while (!open.isEmpty()) {
      if (round.isEmpty()) {
        round.add(breakCycle(open));
      }
      SortedSet<String> next = new TreeSet<>();
      open.keySet().removeAll(round);
      for (String name : round) {
        for (String needing : neededBy.getOrDefault(name, List.of())) {
          Integer left = open.computeIfPresent(needing, (key, count) -> count - 1);
          if (left != null && left == 0) {
            next.add(needing);
          }
        }
      }
      sorted.addAll(round);
      round = next;
    }
    return sorted;
  }

  private static String breakCycle(SortedMap<String, Integer> open) {
    String fewest = open.firstKey();
    for (Map.Entry<String, Integer> entry : open.entrySet()) {
      if (entry.getValue() < open.get(fewest)) {
        fewest = entry.getKey();
      }
    }
    return fewest;
  }
}
