package dev.hermetic.lock;

import dev.hermetic.event.Event;
import dev.hermetic.event.Listener;
import dev.hermetic.explain.Case;
import dev.hermetic.explain.Explainer;
import dev.hermetic.explain.Explanation;
import dev.hermetic.explain.Limits;
import dev.hermetic.platform.Platform;
import dev.hermetic.problem.HermeticException;
import dev.hermetic.problem.Problem;
import dev.hermetic.record.PackageRecord;
import dev.hermetic.solve.CdclSolver;
import dev.hermetic.solve.MinimalChange;
import dev.hermetic.solve.Moved;
import dev.hermetic.solve.Proof;
import dev.hermetic.solve.RootSpec;
import dev.hermetic.solve.Solution;
import dev.hermetic.solve.SolveRequest;
import dev.hermetic.solve.UnsolvableException;
import dev.hermetic.text.Count;
import dev.hermetic.work.Parallel;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Solves every platform of a request and tells what cannot be solved, equal causes once. */
final class PlatformSolver {
  private final Questions questions;
  private final CdclSolver solver;
  private final MinimalChange change;
  private final Listener listener;

  /** Proves how new answers are; null where nobody asks for it. */
  private final @Nullable Proofs proofs;

  /**
   * A solver.
   *
   * @param prove whether to prove how new the answers are
   */
  PlatformSolver(Questions questions, boolean prove, Listener listener) {
    this.questions = questions;
    this.listener = listener;
    this.solver = new CdclSolver(questions.channelMatch());
    this.change = new MinimalChange(questions.channelMatch());
    this.proofs = prove ? new Proofs(questions, listener) : null;
  }

  /** What one platform came to: an answer or the reason why there is none. */
  private record Answer(
      Platform platform,
      Optional<Solution> solution,
      List<Moved> moves,
      @Nullable UnsolvableException why) {}

  /**
   * Solves every platform; those that have records already are changed as little as possible.
   *
   * @throws HermeticException with a problem for each cause
   */
  Solved solve(StartingPoint start) {
    questions.prefetchRoots();
    List<Answer> answers =
        Parallel.map(
            questions.platforms(),
            Runtime.getRuntime().availableProcessors(),
            platform -> solve(platform, start, List.of()));
    SortedMap<Platform, List<Moved>> moves = new TreeMap<>();
    SortedMap<Platform, List<PackageRecord>> records = new TreeMap<>();
    TreeSet<String> unusable = new TreeSet<>();
    for (Answer answer : answers) {
      if (answer.solution.isEmpty()) {
        throw new HermeticException(problems(answers, start));
      }
      Solution solution = answer.solution.get();
      records.put(answer.platform, solution.records());
      unusable.addAll(solution.unusable());
      if (start.has(answer.platform)) {
        moves.put(answer.platform, answer.moves);
      }
    }
    if (!unusable.isEmpty()) {
      listener.on(new Event.Warning(LockProblems.unusableRecords(List.copyOf(unusable))));
    }
    Solved solved = new Solved(records, moves, new TreeMap<>());
    return proofs == null ? solved : proofs.of(solved, List.of());
  }

  /**
   * Solves a platform once more.
   *
   * @param limits what is asked of packages that it takes, beside what the user asks for; one that
   *     nothing else needs any more is not in the answer
   * @throws UnsolvableException when there is no answer with them
   */
  Solved again(Platform platform, StartingPoint start, List<RootSpec> limits)
      throws UnsolvableException {
    Answer answer = solve(platform, start, limits);
    if (answer.why != null) {
      throw answer.why;
    }
    SortedMap<Platform, List<PackageRecord>> records = new TreeMap<>();
    records.put(platform, answer.solution.orElseThrow().records());
    SortedMap<Platform, List<Moved>> moves = new TreeMap<>();
    if (start.has(platform)) {
      moves.put(platform, answer.moves);
    }
    Solved solved = new Solved(records, moves, new TreeMap<>());
    return (proofs == null ? solved : proofs.of(solved, limits)).needed(questions::names);
  }

  /**
   * What is to say about answers that must stay as they are; nothing unless asked for.
   *
   * @param limits what others than the user ask of what is taken
   */
  SortedMap<Platform, Proof> proofs(
      SortedMap<Platform, List<PackageRecord>> records,
      Function<Platform, List<RootSpec>> limits) {
    return proofs == null ? new TreeMap<>() : proofs.inspect(records, limits);
  }

  /** Why roots came in CPU builds on machines with a CUDA driver, {@link CudaReasons}. */
  SortedMap<Platform, SortedMap<String, String>> withoutCuda(
      SortedMap<Platform, List<PackageRecord>> records) {
    return new CudaReasons(questions, solver).of(records);
  }

  /** Why a platform cannot be solved with such limits. */
  List<Explanation> explain(
      Platform platform, StartingPoint start, List<RootSpec> limits, UnsolvableException why) {
    return explain(List.of(new Case(questions.asked(platform, start, limits), why)));
  }

  /** What a platform is asked for, over its channels and what is locked. */
  SolveRequest question(Platform platform, StartingPoint start) {
    return questions.asked(platform, start, List.of());
  }

  private Answer solve(Platform platform, StartingPoint start, List<RootSpec> limits) {
    String stage = "solve:" + platform;
    listener.on(new Event.StageStarted(stage, "Solving " + platform));
    long begin = System.nanoTime();
    try {
      List<Moved> moves = List.of();
      Solution solution;
      if (start.has(platform)) {
        MinimalChange.Changed changed =
            change.change(
                start.over(questions.request(platform, limits)),
                start.asked(platform),
                start.records(platform));
        solution = changed.solution();
        moves = changed.moves();
      } else {
        solution = solver.solve(questions.request(platform, limits));
      }
      listener.on(
          new Event.StageFinished(
              stage,
              "Solved " + platform + ": " + Count.of(solution.records().size(), "package"),
              (System.nanoTime() - begin) / 1_000_000));
      return new Answer(platform, Optional.of(solution), moves, null);
    } catch (UnsolvableException e) {
      return new Answer(platform, Optional.empty(), List.of(), e);
    }
  }

  private List<Problem> problems(List<Answer> answers, StartingPoint start) {
    return explain(
            answers.stream()
                .map(answer -> new Case(questions.asked(answer.platform, start, List.of()), answer.why))
                .toList())
        .stream()
        .map(Explanation::problem)
        .toList();
  }

  private List<Explanation> explain(List<Case> cases) {
    return new Explainer(questions.channelMatch(), Limits.DEFAULT, RootSpec::text).explain(cases);
  }
}
