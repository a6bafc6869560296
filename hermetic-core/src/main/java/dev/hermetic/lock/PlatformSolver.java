package dev.hermetic.lock;

import dev.hermetic.channel.Channel;
import dev.hermetic.channel.ChannelResolver;
import dev.hermetic.environment.Requirement;
import dev.hermetic.event.Event;
import dev.hermetic.event.Listener;
import dev.hermetic.explain.Case;
import dev.hermetic.explain.Explainer;
import dev.hermetic.explain.Explanation;
import dev.hermetic.explain.Limits;
import dev.hermetic.match.MatchSpec;
import dev.hermetic.platform.Platform;
import dev.hermetic.platform.VirtualPackage;
import dev.hermetic.problem.HermeticException;
import dev.hermetic.problem.Location;
import dev.hermetic.problem.Problem;
import dev.hermetic.record.Candidate;
import dev.hermetic.record.DependencyNames;
import dev.hermetic.record.PackageRecord;
import dev.hermetic.repodata.Repodata;
import dev.hermetic.solve.CdclSolver;
import dev.hermetic.solve.ChannelMatch;
import dev.hermetic.solve.MinimalChange;
import dev.hermetic.solve.Moved;
import dev.hermetic.solve.NewestProof;
import dev.hermetic.solve.Proof;
import dev.hermetic.solve.RootSpec;
import dev.hermetic.solve.Solution;
import dev.hermetic.solve.SolveRequest;
import dev.hermetic.solve.UnsolvableException;
import dev.hermetic.work.Parallel;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Solves every platform of a request and tells what cannot be solved, equal causes once. */
final class PlatformSolver {
  private final LockInputs inputs;
  private final ChannelLoader.Channels channels;
  private final ChannelMatch channelMatch;
  private final CdclSolver solver;
  private final MinimalChange change;
  private final NewestProof proof;
  private final Listener listener;

  PlatformSolver(
      LockInputs inputs,
      ChannelLoader.Channels channels,
      ChannelResolver resolver,
      Listener listener) {
    this.inputs = inputs;
    this.channels = channels;
    this.listener = listener;
    Map<String, Channel> byUrl = new TreeMap<>();
    for (Channel channel : channels.channels()) {
      byUrl.put(channel.baseUrl(), channel);
    }
    this.channelMatch =
        (text, baseUrl) -> {
          Channel channel = byUrl.get(baseUrl);
          return channel != null && resolver.matches(text, channel);
        };
    this.solver = new CdclSolver(channelMatch);
    this.change = new MinimalChange(channelMatch);
    this.proof = new NewestProof(channelMatch);
  }

  /** What one platform came to: an answer or the reason why there is none. */
  private record Answer(
      Platform platform,
      Optional<Solution> solution,
      List<Moved> moves,
      @Nullable UnsolvableException why) {}

  /**
   * The answers.
   *
   * @param moves what changed to the records that were there, and why; of platforms that had some
   * @param proofs empty unless proofs were asked for
   */
  record Solved(
      SortedMap<Platform, List<PackageRecord>> records,
      SortedMap<Platform, List<Moved>> moves,
      SortedMap<Platform, Proof> proofs) {
    /** The answer of one platform alone. */
    Solved only(Platform platform) {
      return new Solved(
          only(records, platform), only(moves, platform), only(proofs, platform));
    }

    private static <T> SortedMap<Platform, T> only(SortedMap<Platform, T> of, Platform platform) {
      SortedMap<Platform, T> one = new TreeMap<>(of);
      one.keySet().retainAll(Set.of(platform));
      return one;
    }

    /** The same with other answers in the place of some. */
    Solved with(Solved others) {
      SortedMap<Platform, List<PackageRecord>> allRecords = new TreeMap<>(records);
      allRecords.putAll(others.records);
      SortedMap<Platform, List<Moved>> allMoves = new TreeMap<>(moves);
      allMoves.putAll(others.moves);
      SortedMap<Platform, Proof> allProofs = new TreeMap<>(proofs);
      allProofs.putAll(others.proofs);
      return new Solved(allRecords, allMoves, allProofs);
    }
  }

  /**
   * Solves every platform; those that have records already are changed as little as possible.
   *
   * @throws HermeticException with a problem for each cause
   */
  Solved solve(StartingPoint start) {
    prefetchRoots();
    List<Answer> answers =
        Parallel.map(
            inputs.environment().platforms(),
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
    SortedMap<Platform, Proof> proofs = new TreeMap<>();
    if (inputs.request().prove()) {
      TreeSet<Platform> afresh = new TreeSet<>(records.keySet());
      afresh.removeAll(moves.keySet());
      proofs.putAll(proofs(changed(records, moves.keySet()), platform -> List.of()));
      eachPlatform(afresh, platform -> prove(platform, records.get(platform), List.of()))
          .forEach(
              (platform, proven) -> {
                records.put(platform, proven.records());
                proofs.put(platform, proven.proof());
              });
    }
    return new Solved(records, moves, proofs);
  }

  /** Those that were changed as little as possible need not be the newest, and stay as they are. */
  private static SortedMap<Platform, List<PackageRecord>> changed(
      SortedMap<Platform, List<PackageRecord>> records, Set<Platform> platforms) {
    SortedMap<Platform, List<PackageRecord>> changed = new TreeMap<>(records);
    changed.keySet().retainAll(platforms);
    return changed;
  }

  /**
   * What is to say about answers that must stay as they are; nothing unless asked for.
   *
   * @param limits what others than the user ask of what is taken
   */
  SortedMap<Platform, Proof> proofs(
      SortedMap<Platform, List<PackageRecord>> records,
      Function<Platform, List<RootSpec>> limits) {
    SortedMap<Platform, Proof> proofs = new TreeMap<>();
    if (inputs.request().prove()) {
      eachPlatform(
              records.keySet(),
              platform ->
                  proof.inspect(
                      request(platform, limits.apply(platform)), records.get(platform)))
          .forEach((platform, found) -> found.ifPresent(one -> proofs.put(platform, one)));
    }
    return proofs;
  }

  private static <T> SortedMap<Platform, T> eachPlatform(
      Collection<Platform> platforms, Function<Platform, T> work) {
    List<Platform> order = List.copyOf(platforms);
    List<T> results =
        Parallel.map(order, Runtime.getRuntime().availableProcessors(), work::apply);
    SortedMap<Platform, T> byPlatform = new TreeMap<>();
    for (int i = 0; i < order.size(); i++) {
      byPlatform.put(order.get(i), results.get(i));
    }
    return byPlatform;
  }

  private NewestProof.Proven prove(
      Platform platform, List<PackageRecord> answer, List<RootSpec> limits) {
    String stage = "prove:" + platform;
    listener.on(new Event.StageStarted(stage, "Proving " + platform));
    long start = System.nanoTime();
    NewestProof.Proven proven = proof.prove(request(platform, limits), answer);
    int tradeOffs = proven.proof().tradeOffs().size();
    listener.on(
        new Event.StageFinished(
            stage,
            "Proved "
                + platform
                + ": "
                + (tradeOffs == 0
                    ? "newest"
                    : tradeOffs + (tradeOffs == 1 ? " trade-off" : " trade-offs")),
            (System.nanoTime() - start) / 1_000_000));
    return proven;
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
    List<PackageRecord> records = answer.solution.orElseThrow().records();
    SortedMap<Platform, List<Moved>> moves = new TreeMap<>();
    SortedMap<Platform, Proof> proofs = new TreeMap<>();
    if (start.has(platform)) {
      moves.put(platform, answer.moves);
    }
    if (inputs.request().prove() && start.has(platform)) {
      proof.inspect(request(platform, limits), records)
          .ifPresent(found -> proofs.put(platform, found));
    } else if (inputs.request().prove()) {
      NewestProof.Proven proven = prove(platform, records, limits);
      records = proven.records();
      proofs.put(platform, proven.proof());
    }
    SortedMap<Platform, List<PackageRecord>> needed = new TreeMap<>();
    needed.put(platform, Needed.of(records, names(platform)));
    return new Solved(needed, moves, proofs);
  }

  /** Why a platform cannot be solved with such limits. */
  List<Explanation> explain(
      Platform platform, StartingPoint start, List<RootSpec> limits, UnsolvableException why) {
    return explain(List.of(new Case(asked(platform, start, limits), why)));
  }

  /** What a platform is asked for, over its channels and what is locked. */
  SolveRequest question(Platform platform, StartingPoint start) {
    return asked(platform, start, List.of());
  }

  private Set<String> names(Platform platform) {
    Set<String> names = new TreeSet<>();
    requirements(platform).forEach(one -> names.add(one.spec().name()));
    return names;
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
                start.over(request(platform, limits)),
                start.asked(platform),
                start.records(platform));
        solution = changed.solution();
        moves = changed.moves();
      } else {
        solution = solver.solve(request(platform, limits));
      }
      listener.on(
          new Event.StageFinished(
              stage,
              "Solved " + platform + ": " + solution.records().size() + " packages",
              (System.nanoTime() - begin) / 1_000_000));
      return new Answer(platform, Optional.of(solution), moves, null);
    } catch (UnsolvableException e) {
      return new Answer(platform, Optional.empty(), List.of(), e);
    }
  }

  private SolveRequest request(Platform platform, List<RootSpec> limits) {
    List<RootSpec> roots = new ArrayList<>();
    for (Requirement requirement : requirements(platform)) {
      roots.add(root(requirement));
    }
    roots.addAll(limits);
    return about(platform, roots);
  }

  private SolveRequest about(Platform platform, List<RootSpec> specs) {
    ExcludeNewer limit = inputs.excludeNewer();
    return new SolveRequest(
        platform,
        specs,
        inputs.virtualPackages().get(platform).packages(),
        channels.platforms().get(platform),
        inputs.request().priority(),
        limit == null ? null : limit.instant());
  }

  /**
   * Why roots came in CPU builds on machines with a CUDA driver: really solved for, each CUDA build
   * alone.
   */
  SortedMap<Platform, SortedMap<String, String>> withoutCuda(
      SortedMap<Platform, List<PackageRecord>> records) {
    SortedMap<Platform, SortedMap<String, String>> reasons = new TreeMap<>();
    for (Map.Entry<Platform, List<PackageRecord>> entry : records.entrySet()) {
      reasons.put(entry.getKey(), withoutCuda(entry.getKey(), entry.getValue()));
    }
    return reasons;
  }

  private SortedMap<String, String> withoutCuda(Platform platform, List<PackageRecord> chosen) {
    SortedMap<String, String> reasons = new TreeMap<>();
    if (hasDriver(platform)) {
      Set<String> roots = names(platform);
      for (PackageRecord record : chosen) {
        if (roots.contains(record.name()) && isBuiltFor(BuildVariant.Kind.CPU, record)) {
          Candidate cuda = nearestCudaBuild(platform, record);
          if (cuda != null) {
            reasons.put(record.name(), whyNot(platform, record, cuda));
          }
        }
      }
    }
    return reasons;
  }

  private boolean hasDriver(Platform platform) {
    for (VirtualPackage given : inputs.virtualPackages().get(platform).packages()) {
      if (given.name().equals(BuildVariant.DRIVER)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isBuiltFor(BuildVariant.Kind kind, Candidate candidate) {
    Optional<BuildVariant> variant =
        BuildVariant.of(candidate.build(), DependencyNames.of(candidate.depends()));
    return variant.isPresent() && variant.get().kind() == kind;
  }

  /** The one of the same version that differs least: of the same Python, for instance. */
  private @Nullable Candidate nearestCudaBuild(Platform platform, PackageRecord cpu) {
    Candidate nearest = null;
    for (List<Repodata> channel : channels.platforms().get(platform)) {
      for (Repodata repodata : channel) {
        for (Candidate one : repodata.candidates(cpu.name())) {
          if (one.version().equals(cpu.version())
              && isBuiltFor(BuildVariant.Kind.CUDA, one)
              && (nearest == null || isNearer(one, nearest, cpu))) {
            nearest = one;
          }
        }
      }
    }
    return nearest;
  }

  private static boolean isNearer(Candidate one, Candidate other, PackageRecord cpu) {
    int order = Integer.compare(common(one, cpu), common(other, cpu));
    if (order == 0) {
      order = Long.compare(one.buildNumber(), other.buildNumber());
    }
    return order == 0 ? one.build().compareTo(other.build()) > 0 : order > 0;
  }

  private static int common(Candidate one, PackageRecord cpu) {
    int common = 0;
    for (String text : one.depends()) {
      common += cpu.depends().contains(text) ? 1 : 0;
    }
    return common;
  }

  private String whyNot(Platform platform, PackageRecord cpu, Candidate cuda) {
    MatchSpec exact = MatchSpec.parse(cpu.name() + "==" + cpu.version() + "=" + cuda.build());
    RootSpec root = new RootSpec(exact, Location.of(cuda.record().toString()));
    try {
      solver.solve(about(platform, List.of(root)));
      return cuda.buildNumber() < cpu.buildNumber()
          ? "its CUDA build has a lower build number"
          : "its CUDA build " + cuda.build() + " is less preferred, or the other specs rule it out";
    } catch (UnsolvableException e) {
      return e.reasons().isEmpty()
          ? "its CUDA build " + cuda.build() + " cannot be installed there"
          : "its CUDA build cannot be taken: " + String.join("; ", e.reasons());
    }
  }

  private List<Requirement> requirements(Platform platform) {
    return inputs.environment().requests().get(platform).conda();
  }

  /** What lies in shards comes in one go. */
  private void prefetchRoots() {
    for (Platform platform : inputs.environment().platforms()) {
      Set<String> names = new LinkedHashSet<>();
      for (Requirement requirement : requirements(platform)) {
        names.add(requirement.spec().name());
      }
      for (List<Repodata> channel : channels.platforms().get(platform)) {
        for (Repodata repodata : channel) {
          repodata.prefetch(names);
        }
      }
    }
  }

  private List<Problem> problems(List<Answer> answers, StartingPoint start) {
    return explain(
            answers.stream()
                .map(answer -> new Case(asked(answer.platform, start, List.of()), answer.why))
                .toList())
        .stream()
        .map(Explanation::problem)
        .toList();
  }

  private List<Explanation> explain(List<Case> cases) {
    return new Explainer(channelMatch, Limits.DEFAULT, RootSpec::text).explain(cases);
  }

  /** The request with what is asked for beside it. */
  private SolveRequest asked(
      Platform platform, StartingPoint start, List<RootSpec> limits) {
    SolveRequest request = start.over(request(platform, limits));
    List<RootSpec> specs = new ArrayList<>(request.specs());
    specs.addAll(start.asked(platform));
    return request.withSpecs(specs);
  }

  private static RootSpec root(Requirement requirement) {
    return new RootSpec(requirement.spec(), requirement.text(), requirement.location());
  }
}
