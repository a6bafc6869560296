package dev.hermetic.solve.crosscheck;

import dev.hermetic.platform.Platform;
import dev.hermetic.solve.SolveRequest;
import dev.hermetic.solve.crosscheck.CrossCheck.Disagreement;
import dev.hermetic.solve.crosscheck.CrossCheck.Outcome;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.LongFunction;

/**
 * Puts many random environments to both engines and prints the numbers; each disagreement with its
 * seed and a shrunken case.
 *
 * <p>Usage: {@code CrossCheckProgram [count] [first seed] [real|synthetic]}; real records come from
 * the folder in the system property {@code hermetic.shared}.
 */
public final class CrossCheckProgram {
  static final List<Platform> PLATFORMS =
      List.of(
          Platform.LINUX_64,
          Platform.LINUX_AARCH64,
          Platform.OSX_64,
          Platform.OSX_ARM64,
          Platform.WIN_64);

  private final CrossCheck check;
  private final LongFunction<SolveRequest> environments;
  private final List<Outcome> outcomes = new ArrayList<>();
  private final List<String> disagreements = new ArrayList<>();

  CrossCheckProgram(CrossCheck check, LongFunction<SolveRequest> environments) {
    this.check = check;
    this.environments = environments;
  }

  /** Exit code 1 when the engines disagree. */
  public static void main(String[] arguments) {
    int count = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 300;
    long seed = arguments.length > 1 ? Long.parseLong(arguments[1]) : 1;
    boolean real = arguments.length < 3 || arguments[2].equals("real");
    Path shared = Path.of(System.getProperty("hermetic.shared", "../shared"));
    CrossCheckProgram program =
        new CrossCheckProgram(
            CrossCheck.ofEngines(),
            real
                ? new RealEnvironments(shared.resolve("data/channels/conda-forge"), PLATFORMS)
                : new SyntheticEnvironments());
    program.run(count, seed);
    program.report(new PrintStream(System.out, true, StandardCharsets.UTF_8));
    System.exit(program.disagreements().isEmpty() ? 0 : 1);
  }

  void run(int count, long firstSeed) {
    for (long seed = firstSeed; seed < firstSeed + count; seed++) {
      SolveRequest request = environments.apply(seed);
      Outcome outcome = check.check(request);
      outcomes.add(outcome);
      if (outcome.disagreement().isPresent()) {
        disagreements.add(describe(seed, request, outcome.disagreement().get()));
      }
    }
  }

  /** One a request that the engines disagree about: seed, fault and shrunken case. */
  List<String> disagreements() {
    return List.copyOf(disagreements);
  }

  List<Outcome> outcomes() {
    return List.copyOf(outcomes);
  }

  private String describe(long seed, SolveRequest request, Disagreement disagreement) {
    SolveRequest small =
        new Shrinker(
                some ->
                    check
                        .check(some)
                        .disagreement()
                        .filter(other -> other.kind() == disagreement.kind())
                        .isPresent())
            .shrink(request);
    return "seed "
        + seed
        + ": "
        + disagreement.kind()
        + " "
        + disagreement.text()
        + "\nshrunken:\n"
        + Shrinker.describe(small);
  }

  private void report(PrintStream out) {
    long solved = outcomes.stream().filter(outcome -> outcome.records() >= 0).count();
    long same = outcomes.stream().filter(Outcome::same).count();
    out.println(
        outcomes.size()
            + " environments: "
            + solved
            + " solvable, "
            + (outcomes.size() - solved)
            + " not, "
            + same
            + " with the same builds, "
            + disagreements.size()
            + " disagreements");
    out.println(times("first engine", outcomes.stream().mapToLong(Outcome::firstNanos).toArray()));
    out.println(
        times("second engine", outcomes.stream().mapToLong(Outcome::secondNanos).toArray()));
    disagreements.forEach(out::println);
  }

  private static String times(String engine, long[] nanos) {
    Arrays.sort(nanos);
    return String.format(
        Locale.ROOT,
        "%s, processor time: p50 %.1f ms, p90 %.1f ms, max %.1f ms",
        engine,
        nanos[nanos.length / 2] / 1e6,
        nanos[nanos.length * 9 / 10] / 1e6,
        nanos[nanos.length - 1] / 1e6);
  }
}
