package dev.hermetic.solve;

import static dev.hermetic.solve.RecordSketch.pkg;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hermetic.channel.ChannelPriority;
import dev.hermetic.match.MatchSpec;
import dev.hermetic.platform.Platform;
import dev.hermetic.problem.Location;
import dev.hermetic.record.PackageRecord;
import dev.hermetic.solve.golden.Engines;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class Sat4jSolverTest {
  private static final String FORGE = "https://example.org/forge";

  private final Solver solver = new Sat4jSolver(Engines.CHANNEL_MATCH);

  private static SolveRequest request(List<PackageRecord> records, String... specs) {
    return new SolveRequest(
        Platform.LINUX_64,
        List.of(specs).stream()
            .map(text -> new RootSpec(MatchSpec.parse(text), Location.of("environment.yml")))
            .toList(),
        List.of(),
        List.of(List.of(JsonRepodata.of(FORGE, "linux-64", records))),
        ChannelPriority.STRICT,
        null);
  }

  /** A grid of packages whose versions pull each other about, so that there are conflicts. */
  private static List<PackageRecord> grid(int names, int versions) {
    List<PackageRecord> records = new ArrayList<>();
    Random random = new Random(7);
    for (int name = 0; name < names; name++) {
      for (int version = 1; version <= versions; version++) {
        List<String> depends = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
          int other = random.nextInt(names);
          if (other != name) {
            depends.add("p" + other + " <=" + (1 + random.nextInt(versions)));
          }
        }
        records.add(
            pkg("p" + name + " " + version).depends(depends.toArray(String[]::new)).in(FORGE));
      }
    }
    return records;
  }

  @Test
  void solve_twiceAndShuffled_takesEqualSteps() throws UnsolvableException {
    List<PackageRecord> records = grid(40, 6);
    Solution first = solver.solve(request(records, "p0", "p1", "p2", "p3", "p4"));
    List<PackageRecord> shuffled = new ArrayList<>(records);
    Collections.shuffle(shuffled, new Random(1));
    Solution second = solver.solve(request(shuffled, "p3", "p1", "p4", "p0", "p2"));
    assertThat(second).isEqualTo(first);
    assertThat(first.statistics().decisions()).isPositive();
  }

  @Test
  void solve_fromManyThreads_givesOneAnswer() {
    SolveRequest request = request(grid(40, 6), "p0", "p1", "p2");
    assertThat(
            IntStream.range(0, 8)
                .parallel()
                .mapToObj(
                    i -> {
                      try {
                        return solver.solve(request);
                      } catch (UnsolvableException e) {
                        throw new AssertionError(e);
                      }
                    })
                .distinct())
        .hasSize(1);
  }

  @Test
  void solve_ofRootsThatCannotBothBeNewest_favoursTheFirstByName() throws UnsolvableException {
    List<PackageRecord> records =
        List.of(
            pkg("a 2").depends("x 1.*").in(FORGE),
            pkg("a 1").in(FORGE),
            pkg("b 2").depends("x 2.*").in(FORGE),
            pkg("b 1").in(FORGE),
            pkg("x 1").in(FORGE),
            pkg("x 2").in(FORGE));
    assertThat(solver.solve(request(records, "b", "a")).records())
        .extracting(PackageRecord::toString)
        .containsExactly("a-2-h0_0", "b-1-h0_0", "x-1-h0_0");
  }

  @Test
  void solve_ofAPattern_takesSomethingThatMatches() throws UnsolvableException {
    List<PackageRecord> records = List.of(pkg("lib-a 1").in(FORGE), pkg("tool 1").in(FORGE));
    assertThat(solver.solve(request(records, "lib*")).records())
        .extracting(PackageRecord::name)
        .containsExactly("lib-a");
  }

  @Test
  void solve_withoutSpecs_givesNothing() throws UnsolvableException {
    assertThat(solver.solve(request(grid(2, 2))).records()).isEmpty();
  }

  @Test
  void solve_ofMisspeltRoots_namesThemAll() {
    assertThatThrownBy(() -> solver.solve(request(grid(2, 2), "p0", "nunpy", "pandsa")))
        .isInstanceOfSatisfying(
            UnsolvableException.class,
            e -> {
              assertThat(e.clashing())
                  .extracting(root -> root.spec().toString())
                  .containsExactly("nunpy", "pandsa");
              assertThat(e.reasons())
                  .containsExactly("nothing provides nunpy", "nothing provides pandsa");
            });
  }

  @Test
  void solve_ofARootWithoutInstallableRecord_saysSo() {
    List<PackageRecord> records = List.of(pkg("a 1").depends("missing").in(FORGE));
    assertThatThrownBy(() -> solver.solve(request(records, "a")))
        .isInstanceOfSatisfying(
            UnsolvableException.class,
            e ->
                assertThat(e.reasons())
                    .containsExactly("nothing that provides a can be installed here"));
  }
}
