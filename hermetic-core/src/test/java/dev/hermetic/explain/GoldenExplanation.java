package dev.hermetic.explain;

import dev.hermetic.match.MatchSpec;
import dev.hermetic.platform.Platform;
import dev.hermetic.problem.Location;
import dev.hermetic.solve.RootSpec;
import dev.hermetic.solve.SolveRequest;
import dev.hermetic.solve.Solver;
import dev.hermetic.solve.UnsolvableException;
import dev.hermetic.solve.golden.Engines;
import dev.hermetic.solve.golden.GoldenData;
import dev.hermetic.solve.golden.GoldenRequest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One environment file of the golden requests on some of its platforms, solved and explained as
 * `hermetic:lock` does it.
 *
 * @param requests by platform, with the places that the specs have in the file
 * @param unsolvable where there is no answer
 * @param nanos wall time of explaining alone
 */
record GoldenExplanation(
    List<GoldenRequest> golden,
    SortedMap<Platform, SolveRequest> requests,
    List<Platform> unsolvable,
    List<Explanation> explanations,
    long nanos) {

  /** The file's name in places. */
  static final String FILE = "environment.yml";

  /** The channels and two keys stand before the first spec. */
  private static int line(GoldenRequest golden, int position) {
    return golden.channels().size() + 3 + position;
  }

  /** Solves and explains what the requests, one for each platform, ask for. */
  static GoldenExplanation of(GoldenData data, List<GoldenRequest> golden, Limits limits) {
    SortedMap<Platform, SolveRequest> requests = new TreeMap<>();
    Map<RootSpec, String> written = new HashMap<>();
    List<Platform> unsolvable = new ArrayList<>();
    List<Case> cases = new ArrayList<>();
    for (GoldenRequest one : golden) {
      List<RootSpec> roots = new ArrayList<>();
      for (String text : one.written()) {
        Location place = new Location(FILE, line(one, roots.size()), 5);
        RootSpec root = new RootSpec(MatchSpec.parse(text), place);
        written.put(root, text);
        roots.add(root);
      }
      SolveRequest request = with(data.asSolveRequest(one), roots);
      requests.put(one.platform(), request);
      Solver solver = Engines.create("fast");
      try {
        solver.solve(request);
        cases.add(new Case(request, null));
      } catch (UnsolvableException e) {
        unsolvable.add(one.platform());
        cases.add(new Case(request, e));
      }
    }
    Explainer explainer = new Explainer(Engines.CHANNEL_MATCH::test, limits, written::get);
    long start = System.nanoTime();
    List<Explanation> explanations = explainer.explain(cases);
    return new GoldenExplanation(
        golden, requests, unsolvable, explanations, System.nanoTime() - start);
  }

  private static SolveRequest with(SolveRequest request, List<RootSpec> roots) {
    return new SolveRequest(
        request.platform(),
        roots,
        request.virtualPackages(),
        request.channels(),
        request.priority(),
        request.excludeNewer());
  }

  /** The environment file that the requests come from. */
  List<String> file() {
    GoldenRequest one = golden.get(0);
    List<String> lines = new ArrayList<>(List.of("channels:"));
    one.channels().forEach(channel -> lines.add("  - " + channel));
    lines.add("dependencies:");
    one.written().forEach(spec -> lines.add("  - " + spec));
    return lines;
  }

  /** What a user reads. */
  List<String> told() {
    return explanations.stream().map(explanation -> explanation.problem().render()).toList();
  }
}
