package dev.hermetic.lock;

import dev.hermetic.channel.Channel;
import dev.hermetic.channel.ChannelResolver;
import dev.hermetic.environment.Requirement;
import dev.hermetic.event.Event;
import dev.hermetic.event.Listener;
import dev.hermetic.platform.Platform;
import dev.hermetic.problem.HermeticException;
import dev.hermetic.problem.Problem;
import dev.hermetic.record.PackageRecord;
import dev.hermetic.repodata.Repodata;
import dev.hermetic.solve.CdclSolver;
import dev.hermetic.solve.RootSpec;
import dev.hermetic.solve.Solution;
import dev.hermetic.solve.SolveRequest;
import dev.hermetic.solve.UnsolvableException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Solves every platform of a request and tells what cannot be solved, equal causes once. */
final class PlatformSolver {
  private final LockInputs inputs;
  private final ChannelLoader.Channels channels;
  private final CdclSolver solver;
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
    channels.channels().forEach(channel -> byUrl.put(channel.baseUrl(), channel));
    this.solver =
        new CdclSolver(
            (text, baseUrl) -> {
              Channel channel = byUrl.get(baseUrl);
              return channel != null && resolver.matches(text, channel);
            });
  }

  /** What one platform came to: an answer or the reason why there is none. */
  private record Answer(Platform platform, Optional<Solution> solution, UnsolvableException why) {}

  /** @throws HermeticException with a problem for each cause */
  SortedMap<Platform, List<PackageRecord>> solve() {
    refuseUnknownNames();
    List<Answer> answers =
        Parallel.map(
            inputs.environment().platforms(),
            Runtime.getRuntime().availableProcessors(),
            this::solve);
    List<Answer> failed = answers.stream().filter(a -> a.solution.isEmpty()).toList();
    if (!failed.isEmpty()) {
      throw new HermeticException(problems(failed));
    }
    SortedMap<Platform, List<PackageRecord>> records = new TreeMap<>();
    answers.forEach(a -> records.put(a.platform, a.solution.orElseThrow().records()));
    return records;
  }

  private Answer solve(Platform platform) {
    String stage = "solve:" + platform;
    listener.on(new Event.StageStarted(stage, "Solving " + platform));
    long start = System.nanoTime();
    try {
      Solution solution = solver.solve(request(platform));
      listener.on(
          new Event.StageFinished(
              stage,
              "Solved " + platform + ": " + solution.records().size() + " packages",
              (System.nanoTime() - start) / 1_000_000));
      return new Answer(platform, Optional.of(solution), null);
    } catch (UnsolvableException e) {
      return new Answer(platform, Optional.empty(), e);
    }
  }

  private SolveRequest request(Platform platform) {
    List<RootSpec> specs =
        requirements(platform).stream().map(r -> new RootSpec(r.spec(), r.location())).toList();
    ExcludeNewer limit = inputs.excludeNewer();
    return new SolveRequest(
        platform,
        specs,
        inputs.virtualPackages().get(platform).packages(),
        channels.platforms().get(platform),
        inputs.request().priority(),
        limit == null ? null : limit.instant());
  }

  private List<Requirement> requirements(Platform platform) {
    return inputs.environment().requests().get(platform).conda();
  }

  /** Misspelt names are told all at once, before anything is solved. */
  private void refuseUnknownNames() {
    Map<String, TreeSet<Platform>> unknown = new LinkedHashMap<>();
    Map<String, String> locations = new LinkedHashMap<>();
    for (Platform platform : inputs.environment().platforms()) {
      for (Requirement requirement : requirements(platform)) {
        String name = requirement.spec().name();
        if (!isKnown(platform, name)) {
          unknown.computeIfAbsent(name, any -> new TreeSet<>()).add(platform);
          locations.putIfAbsent(name, requirement.location().toString());
        }
      }
    }
    if (unknown.isEmpty()) {
      return;
    }
    List<Problem> problems = new ArrayList<>();
    unknown.forEach(
        (name, platforms) ->
            problems.add(
                LockProblems.unknownName(
                    locations.get(name),
                    name,
                    List.copyOf(platforms),
                    Spelling.nearest(name, names(platforms.first())))));
    throw new HermeticException(problems);
  }

  private boolean isKnown(Platform platform, String name) {
    return inputs.virtualPackages().get(platform).packages().stream()
            .anyMatch(given -> given.name().equals(name))
        || channels.platforms().get(platform).stream()
            .flatMap(List::stream)
            .anyMatch(repodata -> !repodata.records(name).isEmpty());
  }

  private TreeSet<String> names(Platform platform) {
    TreeSet<String> names = new TreeSet<>();
    for (List<Repodata> channel : channels.platforms().get(platform)) {
      channel.forEach(repodata -> names.addAll(repodata.names()));
    }
    return names;
  }

  private List<Problem> problems(List<Answer> failed) {
    Map<String, List<Answer>> causes = new LinkedHashMap<>();
    for (Answer answer : failed) {
      causes.computeIfAbsent(specs(answer) + answer.why.reasons(), c -> new ArrayList<>())
          .add(answer);
    }
    return causes.values().stream()
        .map(
            same ->
                LockProblems.unsolvable(
                    same.get(0).why.clashing().get(0).location().toString(),
                    same.stream().map(Answer::platform).toList(),
                    specs(same.get(0)),
                    same.get(0).why.reasons()))
        .toList();
  }

  private String specs(Answer answer) {
    List<RootSpec> clashing = answer.why.clashing();
    Map<String, String> written =
        requirements(answer.platform).stream()
            .collect(
                Collectors.toMap(
                    r -> r.location() + " " + r.spec(), Requirement::text, (a, b) -> a));
    String list =
        clashing.stream()
            .map(
                root ->
                    "`"
                        + written.getOrDefault(
                            root.location() + " " + root.spec(), root.spec().toString())
                        + "`"
                        + (clashing.size() > 1 ? " (" + root.location() + ")" : ""))
            .collect(Collectors.joining(", "));
    return clashing.size() == 1
        ? list + " cannot be met"
        : "these specs cannot be met together: " + list + ",";
  }
}
