package dev.hermetic.solve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.hermetic.channel.ChannelPriority;
import dev.hermetic.match.MatchSpec;
import dev.hermetic.platform.Platform;
import dev.hermetic.platform.VirtualPackage;
import dev.hermetic.problem.Location;
import dev.hermetic.record.PackageRecord;
import dev.hermetic.repodata.Repodata;
import dev.hermetic.solve.golden.Engines;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A small question to a solver and its one right answer, written so that it reads like a sentence:
 * {@code scenario("the newest version wins").channel("forge", pkg("a 1"), pkg("a 2")).specs("a")
 * .expect("a 2")}. The platform is linux-64.
 */
final class SolverScenario {
  private static final String HOST = "https://example.org/";

  private final String title;
  private final List<List<PackageRecord>> channels = new ArrayList<>();
  private final List<String> channelUrls = new ArrayList<>();
  private final List<RootSpec> specs = new ArrayList<>();
  private final List<VirtualPackage> virtualPackages = new ArrayList<>();
  private ChannelPriority priority = ChannelPriority.STRICT;
  private @Nullable Instant excludeNewer;
  private List<String> expected = List.of();
  private List<String> clashing = List.of();
  private final List<String> locked = new ArrayList<>();
  private final List<RootSpec> asked = new ArrayList<>();
  private final Map<String, String> reasons = new TreeMap<>();

  private SolverScenario(String title) {
    this.title = title;
  }

  static SolverScenario scenario(String title) {
    return new SolverScenario(title);
  }

  /** The next channel in priority. */
  SolverScenario channel(String name, RecordSketch... sketches) {
    channelUrls.add(HOST + name);
    channels.add(Stream.of(sketches).map(sketch -> sketch.in(HOST + name)).toList());
    return this;
  }

  SolverScenario specs(String... texts) {
    for (String text : texts) {
      specs.add(new RootSpec(MatchSpec.parse(text), Location.of("environment.yml")));
    }
    return this;
  }

  /** What is locked, each {@code name version} or {@code name version build} of a channel. */
  SolverScenario locked(String... distributions) {
    locked.addAll(List.of(distributions));
    return this;
  }

  /** What is to be newer. */
  SolverScenario asked(String... texts) {
    for (String text : texts) {
      asked.add(new RootSpec(MatchSpec.parse(text), Location.of("hermetic.packages")));
    }
    return this;
  }

  /** Why that name moved: a text that the reason has in it. */
  SolverScenario because(String name, String reason) {
    reasons.put(name, reason);
    return this;
  }

  /** The machine has these, each {@code name=version}. */
  SolverScenario machine(String... texts) {
    for (String text : texts) {
      String[] parts = text.split("=");
      virtualPackages.add(new VirtualPackage(parts[0], parts[1]));
    }
    return this;
  }

  SolverScenario priority(ChannelPriority priority) {
    this.priority = priority;
    return this;
  }

  SolverScenario excludeNewer(String instant) {
    this.excludeNewer = Instant.parse(instant);
    return this;
  }

  /**
   * The whole answer, each {@code name version} or, where the build matters, {@code name version
   * build}; {@code @channel} behind it where the channel matters.
   */
  SolverScenario expect(String... distributions) {
    this.expected = List.of(distributions);
    return this;
  }

  /** There is no answer, because of these roots. */
  SolverScenario expectClash(String... rootSpecs) {
    this.clashing = List.of(rootSpecs);
    return this;
  }

  String title() {
    return title;
  }

  /** Fails unless the solver gives the expected answer, whatever the order of the input. */
  void check(Solver solver) {
    for (int seed = 0; seed < 4; seed++) {
      check(solver, request(new Random(seed)));
    }
  }

  /** Fails unless the smallest change to what is locked is the expected answer. */
  void checkChange() {
    Map<String, String> told = new TreeMap<>();
    check(
        request -> {
          MinimalChange.Changed changed =
              new MinimalChange(Engines.CHANNEL_MATCH::test)
                  .change(request, asked, lockedRecords());
          told.clear();
          changed.moves().forEach(move -> told.put(move.name(), move.because()));
          return changed.solution();
        });
    reasons.forEach((name, text) -> assertThat(told.get(name)).as(title).contains(text));
    assertThat(told.keySet()).as(title).isSubsetOf(names());
  }

  /** Names that differ from what is locked. */
  private TreeSet<String> names() {
    TreeSet<String> names = new TreeSet<>();
    List<PackageRecord> records = lockedRecords();
    expected.stream()
        .filter(text -> records.stream().noneMatch(record -> describes(text, record)))
        .forEach(text -> names.add(text.split(" ")[0]));
    records.stream()
        .filter(record -> expected.stream().noneMatch(text -> describes(text, record)))
        .forEach(record -> names.add(record.name()));
    return names;
  }

  private List<PackageRecord> lockedRecords() {
    return locked.stream()
        .map(
            text ->
                channels.stream()
                    .flatMap(List::stream)
                    .filter(record -> describes(text, record))
                    .findFirst()
                    .orElseGet(() -> RecordSketch.pkg(text).in(channelUrls.get(0))))
        .toList();
  }

  private void check(Solver solver, SolveRequest request) {
    if (!clashing.isEmpty()) {
      UnsolvableException e =
          catchThrowableOfType(UnsolvableException.class, () -> solver.solve(request));
      assertThat(e).as(title).isNotNull();
      assertThat(e.clashing().stream().map(root -> root.spec().toString()))
          .as(title)
          .containsExactlyInAnyOrderElementsOf(
              clashing.stream().map(text -> MatchSpec.parse(text).toString()).toList());
      return;
    }
    Solution solution = solve(solver, request);
    assertThat(solution.records().stream().map(PackageRecord::name))
        .as(title)
        .containsExactlyElementsOf(
            new TreeSet<>(expected.stream().map(text -> text.split(" ")[0]).toList()));
    for (String text : expected) {
      assertThat(solution.records())
          .as(title + ": " + text)
          .anyMatch(record -> describes(text, record));
    }
    assertThat(new SolutionChecker(Engines.CHANNEL_MATCH).violations(request, solution.records()))
        .as(title)
        .isEmpty();
  }

  private Solution solve(Solver solver, SolveRequest request) {
    try {
      return solver.solve(request);
    } catch (UnsolvableException e) {
      throw new AssertionError(title + ": " + e.getMessage() + " " + e.reasons(), e);
    }
  }

  private static boolean describes(String text, PackageRecord record) {
    String[] halves = text.split("@");
    List<String> words = Arrays.asList(halves[0].split(" "));
    List<String> actual = List.of(record.name(), record.version(), record.build());
    return actual.subList(0, words.size()).equals(words)
        && (halves.length == 1 || record.channel().equals(HOST + halves[1]));
  }

  private SolveRequest request(Random random) {
    List<List<Repodata>> parts = new ArrayList<>();
    for (int i = 0; i < channels.size(); i++) {
      List<PackageRecord> records = shuffled(channels.get(i), random);
      List<Repodata> channel = new ArrayList<>();
      for (String subdir : List.of(Platform.LINUX_64.subdir(), Platform.NOARCH)) {
        channel.add(
            JsonRepodata.of(
                channelUrls.get(i),
                subdir,
                records.stream().filter(record -> record.subdir().equals(subdir)).toList()));
      }
      parts.add(channel);
    }
    return new SolveRequest(
        Platform.LINUX_64,
        shuffled(specs, random),
        shuffled(virtualPackages, random),
        parts,
        priority,
        excludeNewer);
  }

  private static <T> List<T> shuffled(List<T> list, Random random) {
    List<T> copy = new ArrayList<>(list);
    Collections.shuffle(copy, random);
    return copy;
  }
}
