package dev.hermetic.solve.golden;

import dev.hermetic.solve.Solution;
import java.io.PrintStream;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/** Prints how an engine did on the golden requests. */
final class GoldenReport {
  private final PrintStream out;
  private final boolean verbose;

  GoldenReport(PrintStream out, boolean verbose) {
    this.out = out;
    this.verbose = verbose;
  }

  void line(Outcome outcome) {
    Solution solution = outcome.solution();
    print(
        "%-24s %4s %7.0f ms  %s",
        outcome.request().id(),
        solution == null ? "-" : String.valueOf(solution.records().size()),
        outcome.nanos() / 1e6,
        solution == null ? "unsolvable" : solution.statistics() + " " + outcome.differences());
    if (!outcome.agreesOnSolvability()) {
      print("  DISAGREES: mamba says %s", outcome.request().solvable() ? "solvable" : "unsolvable");
    }
    if (outcome.request().contested()) {
      print("  contested");
    }
    outcome.violations().forEach(violation -> print("  INVALID: %s", violation));
    if (verbose) {
      outcome
          .details()
          .forEach(
              (tool, lines) -> {
                print("  against %s:", tool);
                lines.forEach(line -> print("    %s", line));
              });
    }
  }

  void summary(List<Outcome> outcomes) {
    Map<String, Map<Difference, Integer>> byTool = new TreeMap<>();
    for (Outcome outcome : outcomes) {
      outcome.differences().forEach((tool, difference) -> count(byTool, tool, difference));
      outcome.mildest().ifPresent(difference -> count(byTool, "nearest reference", difference));
    }
    byTool.forEach(
        (tool, counts) -> {
          int all = counts.values().stream().mapToInt(Integer::intValue).sum();
          print("%n%s (%d)", tool, all);
          for (Difference difference : Difference.values()) {
            int count = counts.getOrDefault(difference, 0);
            print("  %-30s %4d  %5.1f %%", difference.text(), count, 100.0 * count / all);
          }
          int equal =
              counts.entrySet().stream()
                  .filter(entry -> entry.getKey().isEqualApartFromTies())
                  .mapToInt(Map.Entry::getValue)
                  .sum();
          print(
              "  %-30s %4d  %5.1f %%",
              "names and versions, ties aside", equal, 100.0 * equal / all);
        });
    print("");
    list(outcomes, "disagree on solvability", outcome -> !outcome.agreesOnSolvability());
    list(outcomes, "invalid", outcome -> !outcome.violations().isEmpty());
    list(outcomes, "worse", Outcome::isWorse);
    long nanos = outcomes.stream().mapToLong(Outcome::nanos).sum();
    print("%d requests in %.1f s; slowest:", outcomes.size(), nanos / 1e9);
    outcomes.stream()
        .sorted(Comparator.comparingLong(Outcome::nanos).reversed())
        .limit(8)
        .forEach(
            outcome -> print("  %-24s %7.0f ms", outcome.request().id(), outcome.nanos() / 1e6));
  }

  private void list(List<Outcome> outcomes, String what, Predicate<Outcome> condition) {
    List<String> ids =
        outcomes.stream().filter(condition).map(outcome -> outcome.request().id()).toList();
    print("%s: %d %s", what, ids.size(), ids);
  }

  private static void count(
      Map<String, Map<Difference, Integer>> counts, String tool, Difference difference) {
    counts
        .computeIfAbsent(tool, key -> new EnumMap<>(Difference.class))
        .merge(difference, 1, Integer::sum);
  }

  private void print(String format, Object... arguments) {
    out.println(String.format(Locale.ROOT, format, arguments));
  }
}
