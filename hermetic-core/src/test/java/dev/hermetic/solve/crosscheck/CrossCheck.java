package dev.hermetic.solve.crosscheck;

import dev.hermetic.channel.ChannelPriority;
import dev.hermetic.record.PackageRecord;
import dev.hermetic.solve.NewestProof;
import dev.hermetic.solve.Proof;
import dev.hermetic.solve.Solution;
import dev.hermetic.solve.SolutionChecker;
import dev.hermetic.solve.SolveRequest;
import dev.hermetic.solve.Solver;
import dev.hermetic.solve.UnsolvableException;
import dev.hermetic.solve.golden.Engines;
import dev.hermetic.version.Version;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Puts one request to both engines: they must agree on whether there is an answer, keep every rule
 * in it, and neither may be newer at a root than the other with nothing older.
 */
final class CrossCheck {
  private final Solver first;
  private final Solver second;
  private final NewestProof proof = new NewestProof(Engines.CHANNEL_MATCH::test);
  private final SolutionChecker checker = new SolutionChecker(Engines.CHANNEL_MATCH);

  /** How the engines can disagree. */
  enum Kind {
    SOLVABILITY,
    VALIDITY,
    NEWNESS,
    CLASH,
    CRASH
  }

  /** A disagreement in words. */
  record Disagreement(Kind kind, String text) {}

  /**
   * What came of one request.
   *
   * @param records of the first engine's answer; -1 when it found none
   * @param same whether the second engine's answer is the same to the last build
   * @param firstNanos processor time of the first engine
   * @param secondNanos processor time of the second engine
   */
  record Outcome(
      Optional<Disagreement> disagreement,
      int records,
      boolean same,
      long firstNanos,
      long secondNanos) {
    private static Outcome of(Kind kind, String text) {
      return new Outcome(Optional.of(new Disagreement(kind, text)), -1, false, 0, 0);
    }
  }

  /** An engine's word: an answer or a clash. */
  private record Word(
      @Nullable Solution solution, @Nullable UnsolvableException clash, long nanos) {}

  CrossCheck(Solver first, Solver second) {
    this.first = first;
    this.second = second;
  }

  /** The engines of the library. */
  static CrossCheck ofEngines() {
    return new CrossCheck(Engines.create("fast"), Engines.create("sat"));
  }

  Outcome check(SolveRequest request) {
    try {
      Word one = ask(first, request);
      Word other = ask(second, request);
      Optional<Disagreement> found;
      if (one.solution == null || other.solution == null) {
        found = unsolvable(request, one, other);
      } else {
        found = compare(request, one.solution.records(), other.solution.records());
      }
      return new Outcome(
          found,
          one.solution == null ? -1 : one.solution.records().size(),
          one.solution != null
              && other.solution != null
              && one.solution.records().equals(other.solution.records()),
          one.nanos,
          other.nanos);
    } catch (IllegalStateException | IllegalArgumentException | IndexOutOfBoundsException e) {
      return Outcome.of(Kind.CRASH, e.toString());
    }
  }

  /** Processor time of this thread, which the engines work in. */
  private static long cpuNanos() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }

  private static Word ask(Solver solver, SolveRequest request) {
    long start = cpuNanos();
    try {
      Solution solution = solver.solve(request);
      return new Word(solution, null, cpuNanos() - start);
    } catch (UnsolvableException e) {
      return new Word(null, e, cpuNanos() - start);
    }
  }

  private Optional<Disagreement> unsolvable(SolveRequest request, Word one, Word other) {
    if (one.clash == null || other.clash == null) {
      return Optional.of(
          new Disagreement(
              Kind.SOLVABILITY,
              "the "
                  + (one.clash == null ? "first" : "second")
                  + " engine alone has an answer; the other says "
                  + (one.clash == null ? other.clash : one.clash).getMessage()));
    }
    // Each engine's explanation must hold for the other.
    if (ask(second, Requests.withSpecs(request, one.clash.clashing())).clash == null
        || ask(first, Requests.withSpecs(request, other.clash.clashing())).clash == null) {
      return Optional.of(
          new Disagreement(
              Kind.CLASH,
              "one engine's clash has an answer in the other: "
                  + one.clash.getMessage()
                  + ", "
                  + other.clash.getMessage()));
    }
    return Optional.empty();
  }

  private Optional<Disagreement> compare(
      SolveRequest request, List<PackageRecord> one, List<PackageRecord> other) {
    List<String> violations = checker.violations(request, one);
    List<String> others = checker.violations(request, other);
    if (!violations.isEmpty() || !others.isEmpty()) {
      return Optional.of(
          new Disagreement(Kind.VALIDITY, "first: " + violations + ", second: " + others));
    }
    if (isBetter(request, one, other) || isBetter(request, other, one)) {
      return Optional.of(
          new Disagreement(
              Kind.NEWNESS,
              "one answer is newer at a root for nothing: " + roots(request, one)
                  + " against "
                  + roots(request, other)));
    }
    Proof found = proof.prove(request, one).proof();
    if (!found.improved().isEmpty()) {
      return Optional.of(
          new Disagreement(Kind.NEWNESS, "roots could be newer for nothing: " + found.improved()));
    }
    return Optional.empty();
  }

  /** Whether one answer's roots are newer somewhere and older nowhere. */
  private static boolean isBetter(
      SolveRequest request, List<PackageRecord> one, List<PackageRecord> other) {
    boolean better = false;
    List<PackageRecord> others = roots(request, other);
    for (PackageRecord root : roots(request, one)) {
      for (PackageRecord rival : others) {
        if (rival.name().equals(root.name())) {
          int order = compareNewness(request, root, rival);
          if (order < 0) {
            return false;
          }
          better |= order > 0;
        }
      }
    }
    return better;
  }

  private static List<PackageRecord> roots(SolveRequest request, List<PackageRecord> answer) {
    TreeSet<String> names = new TreeSet<>();
    request.specs().forEach(root -> names.add(root.spec().name()));
    return answer.stream().filter(record -> names.contains(record.name())).toList();
  }

  /** Positive when the first is preferred. */
  private static int compareNewness(SolveRequest request, PackageRecord a, PackageRecord b) {
    int order = Integer.compare(b.trackFeatures().size(), a.trackFeatures().size());
    if (order == 0 && request.priority() == ChannelPriority.FLEXIBLE) {
      order = Integer.compare(rank(request, b), rank(request, a));
    }
    return order != 0 ? order : Version.parse(a.version()).compareTo(Version.parse(b.version()));
  }

  private static int rank(SolveRequest request, PackageRecord record) {
    int rank = 0;
    while (request.channels().get(rank).stream()
        .noneMatch(part -> part.channel().equals(record.channel()))) {
      rank++;
    }
    return rank;
  }
}
