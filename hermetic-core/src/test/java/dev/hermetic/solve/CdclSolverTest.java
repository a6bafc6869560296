package dev.hermetic.solve;

import static dev.hermetic.solve.RecordSketch.pkg;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.hermetic.channel.ChannelPriority;
import dev.hermetic.match.MatchSpec;
import dev.hermetic.platform.Platform;
import dev.hermetic.platform.VirtualPackage;
import dev.hermetic.problem.Location;
import dev.hermetic.record.PackageRecord;
import dev.hermetic.solve.golden.Engines;
import dev.hermetic.version.Version;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CdclSolverTest {
  private static final String FORGE = "https://example.org/forge";

  private final Solver solver = new CdclSolver(Engines.CHANNEL_MATCH::test);
  private final SolutionChecker checker = new SolutionChecker(Engines.CHANNEL_MATCH);

  private static SolveRequest request(List<PackageRecord> records, String... specs) {
    return new SolveRequest(
        Platform.LINUX_64,
        Stream.of(specs)
            .map(text -> new RootSpec(MatchSpec.parse(text), Location.of("environment.yml")))
            .toList(),
        List.of(new VirtualPackage("__glibc", "2.28")),
        List.of(List.of(JsonRepodata.of(FORGE, "linux-64", records))),
        ChannelPriority.STRICT,
        null);
  }

  private static List<PackageRecord> records(RecordSketch... sketches) {
    return Stream.of(sketches).map(sketch -> sketch.in(FORGE)).toList();
  }

  private UnsolvableException unsolvable(List<PackageRecord> records, String... specs) {
    return catchThrowableOfType(
        UnsolvableException.class, () -> solver.solve(request(records, specs)));
  }

  private static List<String> clashing(UnsolvableException e) {
    return e.clashing().stream().map(root -> root.spec().toString()).sorted().toList();
  }

  @Test
  void clash_namesOnlyTheRootsThatCannotLiveTogether() {
    List<PackageRecord> records =
        records(
            pkg("a 1").depends("z <2"),
            pkg("b 1").depends("z >=2"),
            pkg("c 1"),
            pkg("d 1").depends("z"),
            pkg("z 1"),
            pkg("z 2"));
    UnsolvableException failure = unsolvable(records, "a", "b", "c", "d", "z");
    assertThat(clashing(failure)).containsExactly("a", "b");
    assertThat(failure.reasons()).isEmpty();
  }

  @Test
  void singleRoot_isExplainedDownToWhatIsMissing() {
    List<PackageRecord> records =
        records(
            pkg("app 1"),
            pkg("app 2").depends("lib >=3"),
            pkg("lib 3").depends("core >=7"),
            pkg("core 5"),
            pkg("core 6"));
    assertThat(unsolvable(records, "app >=2").reasons())
        .containsExactly(
            "app-2-h0_0 needs `lib >=3`",
            "lib-3-h0_0 needs `core >=7`",
            "no record matches `core >=7`; there is 6, 5");
  }

  @Test
  void unknownDependency_isNamed() {
    assertThat(unsolvable(records(pkg("app 1").depends("ghost")), "app").reasons())
        .containsExactly("app-1-h0_0 needs `ghost`", "no package is named `ghost`");
  }

  @Test
  void machine_thatIsTooOld_isNamed() {
    List<PackageRecord> records =
        records(
            pkg("needing 1").depends("__glibc >=2.34"),
            pkg("limiting 1").constrains("__glibc >=2.34"));
    assertThat(unsolvable(records, "needing").reasons())
        .containsExactly(
            "needing-1-h0_0 needs `__glibc >=2.34`",
            "no virtual package matches `__glibc >=2.34`; there is 2.28");
    assertThat(unsolvable(records, "limiting").reasons())
        .containsExactly(
            "limiting-1-h0_0 works only with `__glibc >=2.34`, and the virtual packages have 2.28");
  }

  @Test
  void chain_inACircle_ends() {
    List<PackageRecord> records =
        records(pkg("a 1").depends("b"), pkg("b 1").depends("a", "c >2"), pkg("c 1"));
    assertThat(unsolvable(records, "a").reasons()).isNotEmpty().hasSizeLessThan(6);
  }

  @Test
  void manyVersions_ofADeadEnd_costOneConflictEach() throws UnsolvableException {
    List<RecordSketch> sketches = new ArrayList<>();
    for (int i = 1; i <= 200; i++) {
      sketches.add(pkg("a " + i).depends("b >=" + i, "x <2"));
      sketches.add(pkg("b " + i).depends("x >=2"));
    }
    sketches.add(pkg("b 0.5"));
    sketches.add(pkg("a 0.5").depends("b <1", "x <2"));
    sketches.add(pkg("x 1"));
    sketches.add(pkg("x 2"));
    Solution solution =
        solver.solve(request(records(sketches.toArray(RecordSketch[]::new)), "a"));
    assertThat(solution.records()).extracting(PackageRecord::toString)
        .containsExactly("a-0.5-h0_0", "b-0.5-h0_0", "x-1-h0_0");
    // One conflict a version of a at most; trying pairs would take 200 × 200.
    assertThat(solution.statistics().conflicts()).isLessThanOrEqualTo(200);
  }

  @Test
  void statistics_ofShuffledRequests_areEqual() throws UnsolvableException {
    List<PackageRecord> records = randomRecords(new Random(5), 30, 6);
    List<String> specs = List.of("p0", "p1", "p2", "p3");
    Solution first = solver.solve(request(records, specs.toArray(String[]::new)));
    for (int seed = 0; seed < 10; seed++) {
      List<PackageRecord> shuffled = new ArrayList<>(records);
      List<String> others = new ArrayList<>(specs);
      Collections.shuffle(shuffled, new Random(seed));
      Collections.shuffle(others, new Random(seed));
      assertThat(solver.solve(request(shuffled, others.toArray(String[]::new)))).isEqualTo(first);
    }
  }

  private static List<PackageRecord> randomRecords(Random random, int names, int versions) {
    List<RecordSketch> sketches = new ArrayList<>();
    for (int name = 0; name < names; name++) {
      for (int version = 1; version <= versions; version++) {
        List<String> depends = new ArrayList<>();
        List<String> constrains = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
          String other = "p" + random.nextInt(names);
          String bound =
              List.of(" <=", " >=", " ==").get(random.nextInt(3)) + (1 + random.nextInt(versions));
          if (!other.equals("p" + name)) {
            (random.nextInt(4) == 0 ? constrains : depends).add(other + bound);
          }
        }
        sketches.add(
            pkg("p" + name + " " + version)
                .depends(depends.toArray(String[]::new))
                .constrains(constrains.toArray(String[]::new)));
      }
    }
    return records(sketches.toArray(RecordSketch[]::new));
  }

  /** On channels small enough to try everything: same verdict, valid, and no root can be newer. */
  @Test
  void smallChannels_exhaustively_noRootCanBeNewerUnlessAnotherIsOlder() {
    int solvable = 0;
    int unsolvable = 0;
    for (int seed = 0; seed < 400; seed++) {
      List<PackageRecord> records = randomRecords(new Random(seed), 6, 3);
      SolveRequest request = request(records, "p0", "p1", "p2");
      List<Map<String, PackageRecord>> answers = everyAnswer(request, records);
      try {
        Solution solution = solver.solve(request);
        assertThat(checker.violations(request, solution.records())).as("seed %s", seed).isEmpty();
        Map<String, PackageRecord> ours = new HashMap<>();
        solution.records().forEach(record -> ours.put(record.name(), record));
        assertThat(answers).as("seed %s", seed).noneMatch(other -> dominates(other, ours));
        solvable++;
      } catch (UnsolvableException e) {
        assertThat(answers).as("seed %s", seed).isEmpty();
        unsolvable++;
      }
    }
    assertThat(solvable).isGreaterThan(40);
    assertThat(unsolvable).isGreaterThan(40);
  }

  private static boolean dominates(
      Map<String, PackageRecord> other, Map<String, PackageRecord> ours) {
    boolean newer = false;
    for (String root : List.of("p0", "p1", "p2")) {
      int order =
          Version.parse(other.get(root).version())
              .compareTo(Version.parse(ours.get(root).version()));
      if (order < 0) {
        return false;
      }
      newer |= order > 0;
    }
    return newer;
  }

  /** Every combination of at most one record a name that the checker accepts. */
  private List<Map<String, PackageRecord>> everyAnswer(
      SolveRequest request, List<PackageRecord> records) {
    Map<String, List<PackageRecord>> byName = new HashMap<>();
    records.forEach(r -> byName.computeIfAbsent(r.name(), n -> new ArrayList<>()).add(r));
    List<Map<String, PackageRecord>> partial = List.of(Map.of());
    for (String name : byName.keySet().stream().sorted().toList()) {
      List<Map<String, PackageRecord>> next = new ArrayList<>();
      for (Map<String, PackageRecord> one : partial) {
        if (!List.of("p0", "p1", "p2").contains(name)) {
          next.add(one);
        }
        for (PackageRecord record : byName.get(name)) {
          Map<String, PackageRecord> more = new HashMap<>(one);
          more.put(name, record);
          next.add(more);
        }
      }
      partial = next;
    }
    return partial.stream().filter(CdclSolverTest::satisfies).toList();
  }

  private static boolean satisfies(Map<String, PackageRecord> installed) {
    for (PackageRecord record : installed.values()) {
      for (String need : record.depends()) {
        MatchSpec spec = MatchSpec.parse(need);
        PackageRecord there = installed.get(spec.name());
        if (there == null || !spec.matches(there)) {
          return false;
        }
      }
      for (String limit : record.constrains()) {
        MatchSpec spec = MatchSpec.parse(limit);
        PackageRecord there = installed.get(spec.name());
        if (there != null && !spec.matches(there)) {
          return false;
        }
      }
    }
    return true;
  }

  @Test
  void lostNames_doNotReachTheAnswer() throws UnsolvableException {
    List<PackageRecord> records =
        records(
            pkg("a 2").depends("helper", "missing"), pkg("a 1").depends("b"), pkg("helper 1"),
            pkg("b 1"));
    assertThat(solver.solve(request(records, "a")).records())
        .extracting(PackageRecord::name)
        .isEqualTo(Arrays.asList("a", "b"));
  }
}
