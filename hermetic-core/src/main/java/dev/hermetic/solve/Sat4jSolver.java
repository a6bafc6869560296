package dev.hermetic.solve;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.BiPredicate;

/**
 * The second engine: translates a request into clauses for sat4j and asks it again and again for
 * something better. Its answer is defined without regard to the search: the roots, in the order of
 * their names, as new as each can be; then their builds; then the dependencies, breadth first.
 * Slower than the first engine, it shares no code with it, so that each can check the other.
 */
public final class Sat4jSolver implements Solver {
  static final Comparator<RootSpec> BY_TEXT =
      Comparator.comparing((RootSpec root) -> root.spec().name())
          .thenComparing(root -> root.spec().toString())
          .thenComparing(root -> root.location().toString());

  private final BiPredicate<String, String> channelMatch;

  /**
   * @param channelMatch whether a channel as a spec writes it (first) means the channel with this
   *     base URL (second)
   */
  public Sat4jSolver(BiPredicate<String, String> channelMatch) {
    this.channelMatch = channelMatch;
  }

  @Override
  public Solution solve(SolveRequest request) throws UnsolvableException {
    List<RootSpec> specs = request.specs().stream().sorted(BY_TEXT).toList();
    SatPreference preference = new SatPreference(request.priority());
    SatUniverse universe =
        new SatUniverse(new SatPool(request, channelMatch), preference, specs, true);
    SatProblem problem = new SatProblem(universe);
    Map<String, SatItem> answer =
        universe.isHopeless() ? null : problem.solve(universe.roots(), List.of());
    if (answer == null) {
      throw explanation(request, preference, specs);
    }
    Map<String, SatItem> best =
        new SatRefinement(problem, universe, answer).refine(preference.byVersion());
    return new Solution(
        best.values().stream().map(item -> item.record).toList(),
        new Solution.Statistics(
            universe.live().size(),
            universe.recordsReached(),
            problem.decisions(),
            problem.conflicts()));
  }

  private UnsolvableException explanation(
      SolveRequest request, SatPreference preference, List<RootSpec> specs) {
    SatUniverse whole =
        new SatUniverse(new SatPool(request, channelMatch), preference, specs, false);
    return new SatExplanation(specs, whole, new SatProblem(whole)).explain();
  }
}
