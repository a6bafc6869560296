package dev.hermetic.solve.golden;

import dev.hermetic.record.PackageRecord;
import dev.hermetic.solve.Solution;
import dev.hermetic.solve.SolutionChecker;
import dev.hermetic.solve.SolveRequest;
import dev.hermetic.solve.Solver;
import dev.hermetic.solve.UnsolvableException;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Runs an engine on the golden requests and says how it compares with the reference tools.
 *
 * <p>Usage: {@code GoldenComparison [engine] [regex on ids] [-v]}; {@code -v} lists what differs.
 */
public final class GoldenComparison {
  private final GoldenData data;
  private final Solver solver;
  private final SolutionChecker checker = new SolutionChecker(Engines.CHANNEL_MATCH);

  GoldenComparison(GoldenData data, Solver solver) {
    this.data = data;
    this.solver = solver;
  }

  /**
   * Prints one line a request and a summary; exit code 1 when a rule of the comparison is broken.
   */
  public static void main(String[] arguments) throws IOException {
    List<String> words = new ArrayList<>(Arrays.asList(arguments));
    boolean verbose = words.remove("-v");
    String engine = words.isEmpty() ? "sat" : words.get(0);
    Pattern filter = Pattern.compile(words.size() > 1 ? words.get(1) : "");
    GoldenData data = GoldenData.ofSystemProperty();
    GoldenComparison comparison = new GoldenComparison(data, Engines.create(engine));
    GoldenReport report =
        new GoldenReport(new PrintStream(System.out, true, StandardCharsets.UTF_8), verbose);
    List<Outcome> outcomes = new ArrayList<>();
    for (GoldenRequest request : data.requests()) {
      if (filter.matcher(request.id()).find()) {
        Outcome outcome = comparison.run(request);
        report.line(outcome);
        outcomes.add(outcome);
      }
    }
    report.summary(outcomes);
    System.exit(outcomes.stream().allMatch(GoldenComparison::isAcceptable) ? 0 : 1);
  }

  /** Whether the outcome keeps what every engine has to keep. */
  static boolean isAcceptable(Outcome outcome) {
    return outcome.agreesOnSolvability() && outcome.violations().isEmpty() && !outcome.isWorse();
  }

  Outcome run(GoldenRequest golden) {
    SolveRequest request = data.asSolveRequest(golden);
    long start = System.nanoTime();
    Solution solution;
    try {
      solution = solver.solve(request);
    } catch (UnsolvableException e) {
      return new Outcome(
          golden,
          null,
          List.of(),
          Map.of(),
          Map.of(
              "clash",
              List.of(
                  e.clashing().stream().map(r -> r.spec().toString()).toList()
                      + " "
                      + e.reasons())),
          System.nanoTime() - start);
    }
    long nanos = System.nanoTime() - start;
    List<String> violations = new ArrayList<>(checker.violations(request, solution.records()));
    Map<String, Difference> differences = new TreeMap<>();
    Map<String, List<String>> details = new TreeMap<>();
    golden
        .references()
        .forEach(
            (tool, chosen) -> {
              Classifier classifier = new Classifier(request, solution.records(), chosen);
              differences.put(tool, classifier.classify());
              details.put(tool, classifier.describe());
            });
    return new Outcome(golden, solution, violations, differences, details, nanos);
  }

  /** What the checker says about a reference's own answer. */
  List<String> violationsOfReference(GoldenRequest golden, String tool) {
    SolveRequest request = data.asSolveRequest(golden);
    List<PackageRecord> records =
        new Classifier(request, List.of(), golden.references().get(tool)).theirs();
    return checker.violations(request, records);
  }
}
