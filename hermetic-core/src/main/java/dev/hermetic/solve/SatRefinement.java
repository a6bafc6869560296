package dev.hermetic.solve;

import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Turns some answer into the preferred one, which does not depend on how the search went: the
 * roots' versions as new as possible, root by root in the order of their names; then their builds;
 * then each dependency, breadth first. Every step asks the engine for an answer with something
 * better at that name, until there is none.
 */
final class SatRefinement {
  private final SatProblem problem;
  private final SatUniverse universe;
  private Map<String, SatItem> answer;

  SatRefinement(SatProblem problem, SatUniverse universe, Map<String, SatItem> answer) {
    this.problem = problem;
    this.universe = universe;
    this.answer = answer;
  }

  Map<String, SatItem> refine(Comparator<SatItem> byVersion) {
    Set<String> rootNames = new TreeSet<>();
    for (SatNeed root : universe.roots()) {
      if (root.nameIndex >= 0) {
        rootNames.add(root.spec.name());
      }
    }
    rootNames.forEach(name -> improve(name, byVersion));
    Comparator<SatItem> exactly = Comparator.comparingInt(item -> item.preference);
    rootNames.forEach(name -> improve(name, exactly));
    Set<String> settled = new HashSet<>(rootNames);
    for (String name = next(settled); name != null; name = next(settled)) {
      improve(name, exactly);
      settled.add(name);
    }
    return answer;
  }

  private @Nullable String next(Set<String> settled) {
    for (String name : answer.keySet()) {
      if (!settled.contains(name)) {
        return name;
      }
    }
    return null;
  }

  private void improve(String name, Comparator<SatItem> order) {
    List<SatItem> all = universe.live().get(name);
    while (true) {
      SatItem current = answer.get(name);
      List<SatItem> better = all.stream().filter(item -> order.compare(item, current) < 0).toList();
      Map<String, SatItem> found =
          better.isEmpty() ? null : problem.solve(universe.roots(), better);
      if (found == null) {
        problem.settle(all.stream().filter(item -> order.compare(item, current) <= 0).toList());
        return;
      }
      answer = found;
    }
  }
}
