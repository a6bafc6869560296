package dev.hermetic.lock;

import dev.hermetic.explain.Explanation;
import dev.hermetic.match.MatchSpec;
import dev.hermetic.platform.Platform;
import dev.hermetic.pypi.lock.CondaWish;
import dev.hermetic.pypi.lock.LockedPip;
import dev.hermetic.pypi.lock.PipOutcome;
import dev.hermetic.solve.RootSpec;
import dev.hermetic.solve.UnsolvableException;
import dev.hermetic.work.Parallel;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Solves conda's packages and pip's together. Conda goes first. Where pip's packages cannot be had
 * beside its answer but could beside another, conda is solved again with what pip needs of it, until
 * both have an answer or conda has none. Where nothing clashes nothing is solved twice.
 */
final class JointSolver {
  /** How often conda is asked again for one platform; each time it has less to choose from. */
  private static final int ROUNDS = 12;

  private final PlatformSolver conda;
  private final PipPart pip;

  JointSolver(PlatformSolver conda, PipPart pip) {
    this.conda = conda;
    this.pip = pip;
  }

  /** What was found. */
  record Answer(Solved conda, LockedPip pip) {}

  /** One platform's state. */
  private record Settled(Solved conda, PipOutcome pip) {}

  /**
   * Solves every platform.
   *
   * @throws dev.hermetic.problem.HermeticException with a problem for each cause
   */
  Answer solve(StartingPoint start) {
    Solved first = conda.solve(start);
    List<Platform> platforms = pip.platforms();
    List<Settled> settled =
        Parallel.map(
            platforms,
            Runtime.getRuntime().availableProcessors() + 2,
            platform -> settle(platform, start, first));
    Solved all = first;
    for (Settled one : settled) {
      all = all.with(one.conda());
    }
    return new Answer(all, pip.join(settled.stream().map(Settled::pip).toList()));
  }

  private Settled settle(Platform platform, StartingPoint start, Solved first) {
    ChannelVersions choice = ChannelVersions.of(conda.question(platform, start));
    Solved solved = first.only(platform);
    PipOutcome outcome = pip.lock(platform, solved.records().get(platform), choice);
    PipOutcome failure = outcome;
    List<RootSpec> limits = new ArrayList<>();
    List<String> notes = new ArrayList<>();
    for (int i = 0; i < ROUNDS && !outcome.wishes().isEmpty(); i++) {
      List<CondaWish> wishes = outcome.wishes();
      List<RootSpec> more = new ArrayList<>(limits);
      wishes.forEach(wish -> more.add(spec(wish)));
      try {
        solved = conda.again(platform, start, more);
        limits = more;
      } catch (UnsolvableException e) {
        if (notes.isEmpty()) {
          notes.addAll(tried(wishes, conda.explain(platform, start, more, e)));
        }
        CondaWish guilty = guilty(wishes, e);
        choice = choice.without(guilty.packageName(), guilty.versions());
      }
      outcome = pip.lock(platform, solved.records().get(platform), choice);
    }
    return new Settled(solved, outcome.isLocked() ? outcome : failure.withNotes(notes));
  }

  /** What the solver of conda packages is asked, in the words in which it was wished. */
  static RootSpec spec(CondaWish wish) {
    String versions =
        wish.versions().stream().map(one -> "==" + one).collect(Collectors.joining("|"));
    return new RootSpec(
        MatchSpec.parse(wish.packageName() + " " + versions), wish.text(), wish.location());
  }

  /** One that conda cannot grant. */
  private static CondaWish guilty(List<CondaWish> wishes, UnsolvableException why) {
    return wishes.stream()
        .filter(wish -> why.clashing().contains(spec(wish)))
        .findFirst()
        .orElse(wishes.get(0));
  }

  /** That the other way round does not do either. */
  private static List<String> tried(List<CondaWish> wishes, List<Explanation> why) {
    List<String> lines = new ArrayList<>();
    lines.add(
        "conda cannot bring "
            + wishes.stream().map(wish -> "`" + wish.text() + "`").collect(Collectors.joining(" and "))
            + " instead:");
    for (Explanation one : why) {
      if (one.tree().isEmpty()) {
        lines.add("  " + one.sentence());
      }
      one.tree().forEach(line -> lines.add("  " + line));
      if (!one.tree().isEmpty() && !one.point().isEmpty()) {
        lines.add("  " + one.point());
      }
    }
    return lines;
  }
}
