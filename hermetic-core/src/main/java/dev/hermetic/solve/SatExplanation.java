package dev.hermetic.solve;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Finds a small set of roots that no choice satisfies together. */
final class SatExplanation {
  private final List<RootSpec> specs;
  private final List<SatNeed> needs;
  private final SatProblem problem;

  /**
   * @param universe of the specs, not restricted by them
   */
  SatExplanation(List<RootSpec> specs, SatUniverse universe, SatProblem problem) {
    this.specs = specs;
    this.needs = universe.roots();
    this.problem = problem;
  }

  UnsolvableException explain() {
    List<RootSpec> clashing = new ArrayList<>();
    List<String> reasons = new ArrayList<>();
    for (int i = 0; i < specs.size(); i++) {
      SatNeed need = needs.get(i);
      if (!need.given && need.live.isEmpty()) {
        clashing.add(specs.get(i));
        reasons.add(
            need.candidates.isEmpty()
                ? "nothing provides " + need.spec
                : "nothing that provides " + need.spec + " can be installed here");
      }
    }
    if (clashing.isEmpty()) {
      smallestClash().forEach(index -> clashing.add(specs.get(index)));
    }
    return new UnsolvableException(clashing, reasons);
  }

  private List<Integer> smallestClash() {
    List<Integer> clash = new ArrayList<>();
    for (int i = 0; i < specs.size(); i++) {
      clash.add(i);
    }
    if (isSatisfiable(clash)) {
      throw new IllegalStateException("satisfiable after all: " + specs);
    }
    clash = narrowed(clash);
    for (Integer index : List.copyOf(clash)) {
      List<Integer> rest = new ArrayList<>(clash);
      rest.remove(index);
      if (rest.size() < clash.size() && !rest.isEmpty() && !isSatisfiable(rest)) {
        clash = narrowed(rest);
      }
    }
    return clash;
  }

  private boolean isSatisfiable(List<Integer> roots) {
    return problem.solve(roots.stream().map(needs::get).toList(), List.of()) != null;
  }

  /** Those of the roots that the last clash was about. */
  private List<Integer> narrowed(List<Integer> roots) {
    Set<Integer> variables = new HashSet<>(problem.clash());
    List<Integer> result =
        roots.stream().filter(index -> variables.contains(needs.get(index).variable)).toList();
    return result.isEmpty() ? roots : result;
  }
}
