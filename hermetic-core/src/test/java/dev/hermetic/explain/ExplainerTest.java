package dev.hermetic.explain;

import static dev.hermetic.solve.RecordSketch.pkg;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.hermetic.channel.ChannelPriority;
import dev.hermetic.match.MatchSpec;
import dev.hermetic.platform.Platform;
import dev.hermetic.problem.Location;
import dev.hermetic.solve.CdclSolver;
import dev.hermetic.solve.JsonRepodata;
import dev.hermetic.solve.RecordSketch;
import dev.hermetic.solve.RootSpec;
import dev.hermetic.solve.Sat4jSolver;
import dev.hermetic.solve.SolveRequest;
import dev.hermetic.solve.SolveSession;
import dev.hermetic.solve.UnsolvableException;
import dev.hermetic.solve.golden.Engines;
import dev.hermetic.testkit.SharedData;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ExplainerTest {
  private static final String FORGE = "https://example.org/forge";

  private static final Limits NARROW = new Limits(20, 60, 40_000, 20, 60);

  private static SolveRequest request(
      Platform platform, JsonRepodata repodata, List<String> specs) {
    List<RootSpec> roots =
        IntStream.range(0, specs.size())
            .mapToObj(
                i ->
                    new RootSpec(
                        MatchSpec.parse(specs.get(i)), new Location("environment.yml", 2 + i, 5)))
            .toList();
    return new SolveRequest(
        platform, roots, List.of(), List.of(List.of(repodata)), ChannelPriority.STRICT, null);
  }

  private static JsonRepodata repodata(Platform platform, Stream<RecordSketch> sketches) {
    return JsonRepodata.of(
        FORGE, platform.subdir(), sketches.map(sketch -> sketch.in(FORGE)).toList());
  }

  private static Case solve(SolveRequest request) {
    try {
      new CdclSolver(Engines.CHANNEL_MATCH::test).solve(request);
      return new Case(request, null);
    } catch (UnsolvableException e) {
      return new Case(request, e);
    }
  }

  private static List<String> explain(Limits limits, List<SolveRequest> requests) {
    return new Explainer(
            Engines.CHANNEL_MATCH::test, limits, ExplainerTest::written)
        .explain(requests.stream().map(ExplainerTest::solve).toList()).stream()
            .map(explanation -> explanation.problem().render())
            .toList();
  }

  /** All specs of these tests are a name, or name and version. */
  private static String written(RootSpec root) {
    MatchSpec spec = root.spec();
    return spec.name() + spec.version().map(version -> "=" + version.prefixText()).orElse("");
  }

  /** One hole too few for the pigeons: no step leads on, every choice has to be tried. */
  private static SolveRequest pigeons(int holes) {
    List<RecordSketch> sketches = new ArrayList<>();
    List<String> specs = new ArrayList<>();
    for (int pigeon = 0; pigeon <= holes; pigeon++) {
      specs.add("pigeon" + pigeon);
      for (int hole = 1; hole <= holes; hole++) {
        List<String> others = new ArrayList<>();
        for (int other = 0; other <= holes; other++) {
          if (other != pigeon) {
            others.add("pigeon" + other + " !=" + hole);
          }
        }
        sketches.add(pkg("pigeon" + pigeon + " " + hole).constrains(others.toArray(String[]::new)));
      }
    }
    return request(
        Platform.LINUX_64, repodata(Platform.LINUX_64, sketches.stream()), specs);
  }

  @Test
  void explain_whatWouldTakeTooLong_namesTheRootsAndSaysSo() {
    assertThat(explain(NARROW, List.of(pigeons(3))))
        .containsExactly(
            """
            HERM-SOLVE-001 environment.yml:2:5: `pigeon0`, `pigeon1`, `pigeon2` and `pigeon3` cannot be met together on linux-64:
              ├─ `pigeon0` (environment.yml:2)
              ├─ `pigeon1` (environment.yml:3)
              ├─ `pigeon2` (environment.yml:4)
              └─ `pigeon3` (environment.yml:5)
              (what they come to would take too many steps to tell)
              Fix: leave out `pigeon0` (environment.yml:2)""");
  }

  @Test
  void questions_beyondTheBound_areGivenUpByConflictsCounted() {
    SolveRequest request = pigeons(7);
    Questions questions = new Questions(request, Engines.CHANNEL_MATCH::test, NARROW);
    List<MatchSpec> specs = request.specs().stream().map(RootSpec::spec).toList();
    int asked = 10;
    for (int i = 0; i < asked; i++) {
      assertThat(questions.ask(specs)).isInstanceOf(SolveSession.GaveUp.class);
    }
    // When nothing is left, a question still ends at its first wrong choice, not before.
    assertThat(questions.session().conflicts())
        .isBetween(NARROW.totalConflicts(), NARROW.totalConflicts() + asked);
  }

  @Test
  void explain_equalCausesOfSeveralPlatforms_areToldOnce() {
    List<SolveRequest> requests = new ArrayList<>();
    List<String> specs = List.of("app", "python=3.12");
    for (Platform platform : List.of(Platform.LINUX_64, Platform.OSX_64, Platform.OSX_ARM64)) {
      requests.add(
          request(
              platform,
              repodata(
                  platform,
                  Stream.of(
                      pkg("app 1").depends("python <3.12"), pkg("python 3.11"), pkg("python 3.12"))),
              specs));
    }
    requests.add(
        request(
            Platform.WIN_64,
            repodata(Platform.WIN_64, Stream.of(pkg("python 3.11"), pkg("python 3.12"))),
            specs));
    List<String> told =
        List.of(
            """
            HERM-SOLVE-001 environment.yml:2:5: `app` and `python=3.12` cannot be met together on linux-64, osx-64, osx-arm64: no python suits both
              ├─ `app` (environment.yml:2)
              │  └─ every app 1 needs `python <3.12`
              └─ `python=3.12` (environment.yml:3)
              Fix: write `python=3.11` instead of `python=3.12` (environment.yml:3)
                   or limit `app` (environment.yml:2) to the other platforms: `- app  # [win64]`""",
            """
            HERM-SOLVE-002 environment.yml:2:5: no channel has a package named `app` on win-64; there is one for linux-64, osx-64 and osx-arm64
              Fix: limit `app` (environment.yml:2) to the other platforms: `- app  # [unix]`
                   or add the channel that has it""");
    assertThat(explain(Limits.DEFAULT, requests)).isEqualTo(told);
    Collections.reverse(requests);
    assertThat(explain(Limits.DEFAULT, requests)).isEqualTo(told);
  }

  /** The grid of the data has no filling at all, as both engines find; every cell needs the rest. */
  @Test
  void explain_ofTheSudokuGrid_endsAtTheUsersCellWithinTheBound() throws IOException {
    JsonRepodata grid =
        JsonRepodata.read(SharedData.data("channels/mamba-tests/sudoku.json.zst"), FORGE, "noarch");
    SolveRequest request = request(Platform.LINUX_64, grid, List.of("sudoku_0_0", "sudoku_0_1=2"));
    assertThatExceptionOfType(UnsolvableException.class)
        .isThrownBy(() -> new Sat4jSolver(Engines.CHANNEL_MATCH).solve(request));
    assertThat(explain(Limits.DEFAULT, List.of(request)))
        .isNotEmpty()
        .allSatisfy(
            told ->
                assertThat(told)
                    .startsWith("HERM-SOLVE-001 environment.yml:")
                    .contains("─ `sudoku_0_", "Fix: "));
  }
}
