package dev.hermetic.lockfile;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
    SortedMap<String, SortedSet<String>> open = new TreeMap<>();
    Map<String, List<SortedSet<String>>> neededBy = new HashMap<>();
    for (Map.Entry<String, ? extends Collection<String>> entry : dependencies.entrySet()) {
      SortedSet<String> others = new TreeSet<>(entry.getValue());
      others.remove(entry.getKey());
      for (String need : entry.getValue()) {
        open.putIfAbsent(need, new TreeSet<>());
        neededBy.putIfAbsent(need, new ArrayList<>());
        neededBy.get(need).add(others);
      }
      open.put(entry.getKey(), others);
    }
    if (open.containsKey("python")) {
      // pip and python need each other; everything that is Python must come after python.
      open.get("python").remove("pip");
    }
    List<String> sorted = new ArrayList<>(open.size());
    while (!open.isEmpty()) {
      List<String> round = new ArrayList<>();
      for (Map.Entry<String, SortedSet<String>> entry : open.entrySet()) {
        if (entry.getValue().isEmpty()) {
          round.add(entry.getKey());
        }
      }
      if (round.isEmpty()) {
        round.add(breakCycle(open));
      }
      for (String name : round) {
        open.remove(name);
        for (SortedSet<String> needs : neededBy.getOrDefault(name, List.of())) {
          needs.remove(name);
        }
      }
      sorted.addAll(round);
    }
    return sorted;
  }

  private static String breakCycle(SortedMap<String, SortedSet<String>> open) {
    return open.entrySet().stream()
        .min(
            Comparator.comparingInt(
                    (Map.Entry<String, SortedSet<String>> entry) -> entry.getValue().size())
                .thenComparing(Map.Entry::getKey))
        .orElseThrow()
        .getKey();
  }
}
