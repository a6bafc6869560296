package dev.hermetic.explain;

import static dev.hermetic.solve.RecordSketch.pkg;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.hermetic.channel.ChannelPriority;
import dev.hermetic.environment.Written;
import dev.hermetic.match.MatchSpec;
import dev.hermetic.platform.Platform;
import dev.hermetic.platform.VirtualPackage;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
                   or leave out `app` (environment.yml:2)""",
            """
            HERM-SOLVE-002 environment.yml:2:5: no channel has a package named `app` on win-64; there is one for linux-64, osx-64 and osx-arm64
              Fix: limit `app` (environment.yml:2) to linux-64, osx-64 and osx-arm64: `- app  # [unix]`
                   or add the channel that has it""");
    assertThat(explain(Limits.DEFAULT, requests)).isEqualTo(told);
    Collections.reverse(requests);
    assertThat(explain(Limits.DEFAULT, requests)).isEqualTo(told);
  }

  private static SolveRequest request(Platform platform, List<String> specs, RecordSketch... has) {
    return request(platform, repodata(platform, Stream.of(has)), specs);
  }

  private static RootSpec inBrackets(RootSpec root) {
    return new RootSpec(root.spec(), root.text(), root.location(), Written.IN_BRACKETS);
  }

  @Test
  void explain_aSpecInAListInBrackets_limitsItWhereASelectorCanStand() {
    List<String> specs = List.of("app", "python");
    List<SolveRequest> requests =
        Stream.of(
                request(Platform.LINUX_64, specs, pkg("app 1"), pkg("python 3")),
                request(Platform.WIN_64, specs, pkg("python 3")))
            .map(one -> one.withSpecs(one.specs().stream().map(ExplainerTest::inBrackets).toList()))
            .toList();
    assertThat(explain(Limits.DEFAULT, requests))
        .singleElement()
        .asString()
        .contains(
            "Fix: limit `app` (environment.yml:2) to linux-64, in a list with each spec on a line of"
                + " its own: `- app  # [linux64]`\n");
  }

  @Test
  void explain_aSpecThatSeveralPlatformsLack_limitsItToThoseThatHaveIt() {
    List<String> specs = List.of("app=1", "python");
    assertThat(
            explain(
                Limits.DEFAULT,
                List.of(
                    request(Platform.LINUX_64, specs, pkg("app 1"), pkg("python 3")),
                    request(Platform.OSX_64, specs, pkg("app 2").depends("gone"), pkg("python 3")),
                    request(Platform.OSX_ARM64, specs, pkg("python 3")),
                    request(Platform.WIN_64, specs, pkg("app 1"), pkg("python 3")))))
        .containsExactly(
            """
            HERM-SOLVE-001 environment.yml:2:5: `app=1` cannot be met on osx-64, osx-arm64:
              └─ `app=1` (environment.yml:2)
                 ├─ on osx-64: there is only app 2; linux-64 and win-64 have it
                 └─ on osx-arm64: no channel has a package named `app`, but there is one for linux-64, osx-64 and win-64
              Fix: limit `app=1` (environment.yml:2) to linux-64 and win-64: `- app=1  # [linux64]` and `- app=1  # [win64]`
                   or add a channel that has `app=1`""");
  }

  @Test
  void explain_theSameClashByAnotherWay_isToldOnceAsItIsOnTheFirstPlatform() {
    List<String> specs = List.of("app", "python=3.12");
    RecordSketch[] pythons = {pkg("python 3.11"), pkg("python 3.12")};
    assertThat(
            explain(
                Limits.DEFAULT,
                List.of(
                    request(
                        Platform.LINUX_64,
                        specs,
                        pkg("app 1").depends("python <3.12"),
                        pythons[0],
                        pythons[1]),
                    request(
                        Platform.WIN_64,
                        specs,
                        pkg("app 1").depends("lib"),
                        pkg("lib 1").depends("python <3.12"),
                        pythons[0],
                        pythons[1]))))
        .containsExactly(
            """
            HERM-SOLVE-001 environment.yml:2:5: `app` and `python=3.12` cannot be met together on linux-64, win-64: no python suits both
              ├─ `app` (environment.yml:2)
              │  └─ every app 1 needs `python <3.12`
              └─ `python=3.12` (environment.yml:3)
              (told as it is on linux-64)
              Fix: write `python=3.11` instead of `python=3.12` (environment.yml:3)
                   or leave out `app` (environment.yml:2)""");
  }

  @Test
  void explain_aSpecThatIsInTheWayOfSeveral_isToldOnceWithAChangeForAll() {
    assertThat(
            explain(
                Limits.DEFAULT,
                List.of(
                    request(
                        Platform.LINUX_64,
                        List.of("python=3.9", "a", "b", "unknown"),
                        pkg("python 3.9"),
                        pkg("python 3.10"),
                        pkg("a 1").depends("python 3.10.*"),
                        pkg("b 1").depends("python 3.10.*")))))
        .containsExactly(
            """
            HERM-SOLVE-001 environment.yml:2:5: `python=3.9` cannot be met together with `a` or `b` on linux-64: no python suits both
              ├─ `python=3.9` (environment.yml:2)
              ├─ `a` (environment.yml:3)
              │  └─ every a 1 needs `python 3.10.*`
              └─ `b` (environment.yml:4)
                 └─ every b 1 needs `python 3.10.*`
              Fix: write `python=3.10` instead of `python=3.9` (environment.yml:2)
                   or leave out `python=3.9` (environment.yml:2)
                   or leave out `a` (environment.yml:3), and leave out `b` (environment.yml:4)
                   (each beside the first change for the other problems there)""",
            """
            HERM-SOLVE-002 environment.yml:5:5: no channel has a package named `unknown` on linux-64
              Fix: leave out `unknown` (environment.yml:5)
                   or add the channel that has it
                   or ask for it under `pip:` if it is a project of PyPI
                   (each beside the first change for the other problems there)""");
  }

  /** The nearest Python of each is one that the other does not have. */
  @Test
  void explain_aSpecThatIsInTheWayOfSeveral_proposesWhatSuitsAllOfThem() {
    assertThat(
            explain(
                Limits.DEFAULT,
                List.of(
                    request(
                        Platform.LINUX_64,
                        List.of("python=3.9", "a", "b"),
                        pkg("python 3.9"),
                        pkg("python 3.10"),
                        pkg("python 3.11"),
                        pkg("python 3.12"),
                        pkg("a 1").depends("python >=3.10,<3.12"),
                        pkg("b 1").depends("python >=3.11")))))
        .singleElement()
        .asString()
        .contains(
            "Fix: write `python=3.11` instead of `python=3.9` (environment.yml:2)\n")
        .doesNotContain("each beside");
  }

  @Test
  void explain_aSpecThatIsInTheWayOfMany_looksForNoChangeOfEach() {
    List<RecordSketch> has = new ArrayList<>(List.of(pkg("python 3.9"), pkg("python 3.10")));
    List<String> specs = new ArrayList<>(List.of("python=3.9"));
    for (String name : List.of("a", "b", "c", "d", "e", "f")) {
      specs.add(name);
      has.add(pkg(name + " 1").depends("python 3.10.*"));
    }
    assertThat(
            explain(
                Limits.DEFAULT,
                List.of(request(Platform.LINUX_64, specs, has.toArray(RecordSketch[]::new)))))
        .singleElement()
        .asString()
        .contains("cannot be met together with `a`, `b`, `c` or 3 more on linux-64")
        .contains("and 3 more: `d` (environment.yml:6), `e` (environment.yml:7) and `f`")
        .contains("Fix: write `python=3.10` instead of `python=3.9` (environment.yml:2)\n")
        .doesNotContain(", and ");
  }

  private static SolveRequest on(String glibc, SolveRequest request) {
    return new SolveRequest(
        request.platform(),
        request.specs(),
        List.of(new VirtualPackage("__glibc", glibc, "0")),
        request.channels(),
        request.priority(),
        request.excludeNewer());
  }

  @Test
  void explain_aMachineThatIsTooOldForSeveralSpecs_isToldOnceWithAChangeForAll() {
    List<String> specs = List.of("a=2", "b", "c", "d", "e");
    RecordSketch[] has = {
      pkg("a 1"),
      pkg("a 2").depends("__glibc >=2.28"),
      pkg("b 1").depends("lib"),
      pkg("c 1").depends("lib"),
      pkg("d 1").depends("__glibc >=2.34"),
      pkg("e 1").depends("__glibc >=2.28"),
      pkg("lib 1").depends("__glibc >=2.28")
    };
    assertThat(
            explain(
                Limits.DEFAULT,
                List.of(
                    on("2.17", request(Platform.LINUX_64, specs, has)),
                    on("2.28", request(Platform.LINUX_AARCH64, specs, has)))))
        .containsExactly(
            """
            HERM-SOLVE-001 environment.yml:2:5: none of `a=2`, `b`, `c` and 2 more can be met on linux-64, linux-aarch64: the virtual packages have __glibc=2.17
              ├─ `a=2` (environment.yml:2) on linux-64
              │  └─ every a 2 needs `__glibc >=2.28`
              ├─ `b` (environment.yml:3) on linux-64
              │  └─ every b 1 needs `lib`
              │     └─ every lib 1 needs `__glibc >=2.28`
              ├─ `c` (environment.yml:4) on linux-64
              │  └─ every c 1 needs `lib`
              │     └─ every lib 1 needs `__glibc >=2.28`
              └─ and 2 more: `d` (environment.yml:5) and `e` (environment.yml:6) on linux-64
              (told as it is on linux-64)
              Fix: set `__glibc: "2.34"` for linux-64 and linux-aarch64 in virtual-packages.yml if the machines are as new
                   or write `a=1` instead of `a=2` (environment.yml:2), and limit `b` (environment.yml:3) to linux-aarch64: `- b  # [aarch64]`, and limit `c` (environment.yml:4) to linux-aarch64: `- c  # [aarch64]`, and leave out `d` (environment.yml:5), and limit `e` (environment.yml:6) to linux-aarch64: `- e  # [aarch64]`""");
  }

  @Test
  void explain_aChangeThatTheFirstChangeForAnotherRulesOut_isNotProposed() {
    assertThat(
            explain(
                Limits.DEFAULT,
                List.of(
                    request(
                        Platform.LINUX_64,
                        List.of("python=3.9", "a", "b=9"),
                        pkg("python 3.9"),
                        pkg("python 3.10"),
                        pkg("a 1").depends("python 3.10.*"),
                        pkg("b 1.1").depends("python 3.10.*")))))
        .containsExactly(
            """
            HERM-SOLVE-001 environment.yml:2:5: `python=3.9` and `a` cannot be met together on linux-64: no python suits both
              ├─ `python=3.9` (environment.yml:2)
              └─ `a` (environment.yml:3)
                 └─ every a 1 needs `python 3.10.*`
              Fix: write `python=3.10` instead of `python=3.9` (environment.yml:2)
                   (each beside the first change for the other problems there)""",
            """
            HERM-SOLVE-001 environment.yml:4:5: `b=9` cannot be met on linux-64:
              └─ `b=9` (environment.yml:4)
                 └─ there is only b 1.1
              Fix: write `b=1.1` instead of `b=9` (environment.yml:4)
                   or leave out `b=9` (environment.yml:4)
                   (each beside the first change for the other problems there)""");
  }

  @Test
  void explain_oneLineThatClashesForUnlikeReasons_changesItInOneWay() {
    List<String> specs = List.of("app=3", "python");
    assertThat(
            explain(
                Limits.DEFAULT,
                List.of(
                    request(Platform.LINUX_64, specs, pkg("app 1"), pkg("app 2"), pkg("python 3")),
                    request(
                        Platform.WIN_64,
                        specs,
                        pkg("app 1"),
                        pkg("app 2").depends("gone"),
                        pkg("app 3").depends("gone"),
                        pkg("python 3")))))
        .containsExactly(
            """
            HERM-SOLVE-001 environment.yml:2:5: `app=3` cannot be met on linux-64, win-64:
              └─ `app=3` (environment.yml:2)
                 ├─ on linux-64: there is only app 1 and 2; win-64 has it
                 └─ on win-64: every app 3 needs `gone`
                    └─ no channel has a package named `gone`
              Fix: write `app=1` instead of `app=3` (environment.yml:2)
                   or leave out `app=3` (environment.yml:2)""");
  }

  /** Alone the nearest are app 2 on linux-64 and app 3 on win-64, which linux-64 does not have. */
  @Test
  void explain_firstChangesThatContradictEachOther_givesWayToThoseThatGoTogether() {
    List<String> specs = List.of("app=4", "lib=1", "python");
    assertThat(
            explain(
                Limits.DEFAULT,
                List.of(
                    request(
                        Platform.LINUX_64,
                        specs,
                        pkg("app 2").depends("lib 1"),
                        pkg("lib 1"),
                        pkg("python 3")),
                    request(
                        Platform.WIN_64,
                        specs,
                        pkg("app 3").depends("lib 1"),
                        pkg("app 4").depends("lib 2"),
                        pkg("lib 1"),
                        pkg("lib 2"),
                        pkg("python 3")))))
        .containsExactly(
            """
            HERM-SOLVE-001 environment.yml:2:5: `app=4` cannot be met on linux-64:
              └─ `app=4` (environment.yml:2)
                 ├─ there is only app 2
                 └─ win-64 has it
              Fix: limit `app=4` (environment.yml:2) to win-64: `- app=4  # [win64]`
                   or write `app=2` instead of `app=4` (environment.yml:2)""",
            """
            HERM-SOLVE-001 environment.yml:2:5: `app=4` and `lib=1` cannot be met together on win-64: no lib suits both
              ├─ `app=4` (environment.yml:2)
              │  └─ every app 4 needs `lib 2`
              └─ `lib=1` (environment.yml:3)
              Fix: write `lib=2` instead of `lib=1` (environment.yml:3) on win-64
                   or write `app=3` instead of `app=4` (environment.yml:2)
                   or leave out `app=4` (environment.yml:2)""");
  }

  private static List<String> onFour(RecordSketch... onWindows) {
    List<String> specs = List.of("app=1", "python");
    List<SolveRequest> requests = new ArrayList<>();
    for (Platform platform : List.of(Platform.LINUX_64, Platform.OSX_64, Platform.OSX_ARM64)) {
      requests.add(
          request(
              platform, specs, pkg("app 1").depends("gone"), pkg("app 2"), pkg("python 3")));
    }
    requests.add(request(Platform.WIN_64, specs, onWindows));
    return explain(Limits.DEFAULT, requests);
  }

  @Test
  void explain_ofFourPlatformsOneDiffers_saysWhereWhatIsSoIfOneChangeDoes() {
    assertThat(onFour(pkg("app 1").depends("lost"), pkg("app 2"), pkg("python 3")))
        .containsExactly(
            """
            HERM-SOLVE-001 environment.yml:2:5: `app=1` cannot be met on linux-64, osx-64, osx-arm64, win-64:
              └─ `app=1` (environment.yml:2)
                 ├─ on linux-64, osx-64 and osx-arm64: every app 1 needs `gone`
                 │  └─ no channel has a package named `gone`
                 └─ on win-64: every app 1 needs `lost`
                    └─ no channel has a package named `lost`
              Fix: write `app=2` instead of `app=1` (environment.yml:2)
                   or leave out `app=1` (environment.yml:2)""");
  }

  @Test
  void explain_ofFourPlatformsOneClashesWithMore_isToldOnceAsOneChangeMendsAll() {
    assertThat(onFour(pkg("app 1").depends("python 2.*"), pkg("python 2.7"), pkg("python 3")))
        .singleElement()
        .asString()
        .contains("`app=1` cannot be met on linux-64, osx-64, osx-arm64:");
    assertThat(
            onFour(
                pkg("app 1").depends("python").depends("lib"),
                pkg("python 3").constrains("lib 2.*"),
                pkg("lib 1")))
        .containsExactly(
            """
            HERM-SOLVE-001 environment.yml:2:5: `app=1` cannot be met, or only without `python`, on linux-64, osx-64, osx-arm64, win-64:
              ├─ `app=1` (environment.yml:2)
              │  ├─ on linux-64, osx-64 and osx-arm64: every app 1 needs `gone`
              │  │  └─ no channel has a package named `gone`
              │  └─ on win-64: every app 1 needs `lib`
              └─ `python` (environment.yml:3) on win-64
                 └─ every python 3 works only with `lib 2.*`
              Fix: leave out `app=1` (environment.yml:2)""");
  }

  @Test
  void explain_namesThatNoChannelHas_areToldOnce() {
    assertThat(
            explain(
                Limits.DEFAULT,
                List.of(
                    request(
                        Platform.LINUX_64,
                        List.of("first-project", "python", "second-project"),
                        pkg("python 3")))))
        .containsExactly(
            """
            HERM-SOLVE-002 environment.yml:2:5: no channel has packages named `first-project` and `second-project` on linux-64:
              ├─ `first-project` (environment.yml:2)
              └─ `second-project` (environment.yml:4)
              Fix: leave out `first-project` (environment.yml:2), and leave out `second-project` (environment.yml:4)
                   or add the channel that has them
                   or ask for them under `pip:` if they are projects of PyPI""");
  }

  @Test
  void explain_aPackageThatSeveralSpecsLack_isToldOnce() {
    assertThat(
            explain(
                Limits.DEFAULT,
                List.of(
                    request(
                        Platform.LINUX_64,
                        List.of("a", "b", "python"),
                        pkg("a 1").depends("lib"),
                        pkg("b 1").depends("lib"),
                        pkg("lib 1").depends("gone"),
                        pkg("python 3")))))
        .containsExactly(
            """
            HERM-SOLVE-001 environment.yml:2:5: neither `a` nor `b` can be met on linux-64: no channel has a package named `gone`
              ├─ `a` (environment.yml:2)
              │  └─ every a 1 needs `lib`
              │     └─ every lib 1 needs `gone`
              └─ `b` (environment.yml:3)
                 └─ every b 1 needs `lib`
                    └─ every lib 1 needs `gone`
              Fix: leave out `a` (environment.yml:2), and leave out `b` (environment.yml:3)
                   or add a channel that has `gone`""");
  }

  @Test
  void explain_aSpecThatCanOnlyBeLeftOutForSeveral_isToldOnce() {
    assertThat(
            explain(
                Limits.DEFAULT,
                List.of(
                    request(
                        Platform.LINUX_64,
                        List.of("a", "b", "old"),
                        pkg("a 1").depends("lib 2"),
                        pkg("b 1").depends("lib 2"),
                        pkg("old 1").depends("lib 1"),
                        pkg("lib 1"),
                        pkg("lib 2")))))
        .singleElement()
        .asString()
        .startsWith(
            "HERM-SOLVE-001 environment.yml:2:5: `old` cannot be met together with `a` or `b` on"
                + " linux-64: no lib suits both\n")
        .contains("Fix: leave out `old` (environment.yml:4)");
  }

  /** On linux-64 it clashes with another spec, on win-64 there is none. */
  @Test
  void explain_oneLineThatIsGivenUpForSeveralClashes_isLimitedInOneWay() {
    List<String> specs = List.of("tool", "app");
    assertThat(
            explain(
                Limits.DEFAULT,
                List.of(
                    request(
                        Platform.LINUX_64,
                        specs,
                        pkg("app 1").depends("lib 1"),
                        pkg("tool 1").depends("lib 2"),
                        pkg("lib 1"),
                        pkg("lib 2")),
                    request(Platform.OSX_64, specs, pkg("app 1"), pkg("tool 1")),
                    request(Platform.WIN_64, specs, pkg("app 1")))))
        .containsExactly(
            """
            HERM-SOLVE-001 environment.yml:2:5: `tool` cannot be met, or only without `app`, on linux-64, win-64:
              ├─ `tool` (environment.yml:2)
              │  ├─ on win-64: no channel has a package named `tool`, but there is one for linux-64 and osx-64
              │  └─ on linux-64: every tool 1 needs `lib 2`
              └─ `app` (environment.yml:3) on linux-64
                 └─ every app 1 needs `lib 1`
              Fix: limit `tool` (environment.yml:2) to osx-64: `- tool  # [osx64]`""");
  }

  /** What is left of a line is what the other change makes of it. */
  @Test
  void explain_aLineThatIsRewrittenHereAndGivenUpThere_saysWhereAndNotWhatIsLeft() {
    List<String> specs = List.of("tool=1", "app=2");
    RecordSketch[] has = {pkg("lib 1"), pkg("lib 2"), pkg("app 2").depends("lib 2")};
    List<RecordSketch> tools =
        List.of(pkg("tool 1").depends("lib 1"), pkg("tool 2").depends("lib 2"));
    assertThat(
            explain(
                Limits.DEFAULT,
                List.of(
                    request(
                        Platform.LINUX_64,
                        specs,
                        Stream.concat(Stream.of(has), tools.stream()).toArray(RecordSketch[]::new)),
                    request(Platform.LINUX_AARCH64, specs, has))))
        .satisfiesExactly(
            told ->
                assertThat(told)
                    .contains(
                        "Fix: write `tool=2` instead of `tool=1` (environment.yml:2) on linux-64\n"),
            told ->
                assertThat(told)
                    .contains("Fix: leave out `tool=1` (environment.yml:2) on linux-aarch64\n"));
  }

  /** Where the larger clash is, only the line that the smaller has not can be another. */
  @Test
  void explain_aClashWithinAnotherThatAnotherChangeMends_isToldForItself() {
    List<String> specs = List.of("tool=1", "app=2");
    assertThat(
            explain(
                Limits.DEFAULT,
                List.of(
                    request(
                        Platform.LINUX_64,
                        specs,
                        pkg("tool 1").depends("lib 1"),
                        pkg("lib 1"),
                        pkg("lib 2"),
                        pkg("app 2").depends("lib 2"),
                        pkg("app 1")),
                    request(Platform.WIN_64, specs, pkg("tool 5"), pkg("app 2")))))
        .hasSize(2)
        .anyMatch(
            told ->
                told.contains("`tool=1` and `app=2` cannot be met together on linux-64")
                    && told.contains("Fix: write `app=1` instead of `app=2`"))
        .anyMatch(told -> told.contains("`tool=1` cannot be met on win-64"));
  }

  @Test
  void explain_aNameOfPypi_proposesWhatCondaCallsItFirst() {
    assertThat(
            explain(
                Limits.DEFAULT,
                List.of(
                    request(
                        Platform.LINUX_64,
                        List.of("python", "torch"),
                        pkg("python 3"),
                        pkg("libtorch 2"),
                        pkg("pytorch 2")))))
        .containsExactly(
            """
            HERM-SOLVE-002 environment.yml:3:5: no channel has a package named `torch` on linux-64
              Fix: write `pytorch` instead of `torch` (environment.yml:3)
                   or write `libtorch` instead of `torch` (environment.yml:3)
                   or leave out `torch` (environment.yml:3)
                   or add the channel that has it""");
  }

  /** The user's line is that of the section: no spec can be written there. */
  private static List<String> explainWithPipSection(String python, RecordSketch... sketches) {
    SolveRequest asked = request(Platform.LINUX_64, List.of(python), sketches);
    List<RootSpec> roots = new ArrayList<>(asked.specs());
    roots.add(
        new RootSpec(
            MatchSpec.parse("pip *"),
            "pip *",
            new Location("environment.yml", 3, 5),
            Written.BY_NOBODY));
    return explain(Limits.DEFAULT, List.of(asked.withSpecs(roots)));
  }

  @Test
  void explain_noPipForThePipSection_saysWhatNeedsItAndProposesNoSpecInItsPlace() {
    assertThat(explainWithPipSection("python", pkg("python 3"), pkg("pipx 1")))
        .containsExactly(
            """
            HERM-SOLVE-002 environment.yml:3:5: no channel has a package named `pip`, which the `pip:` section needs, on linux-64
              Fix: leave out the `pip:` section (environment.yml:3)
                   or add the channel that has it""");
  }

  @Test
  void explain_pipOfThePipSectionClashes_namesTheSection() {
    assertThat(
            explainWithPipSection(
                "python=3.12",
                pkg("python 3.12"),
                pkg("python 3.11"),
                pkg("pip 23").depends("python <3.12")))
        .singleElement()
        .asString()
        .contains("`pip`, for the `pip:` section (environment.yml:3)")
        .contains("leave out the `pip:` section (environment.yml:3)")
        .contains("write `python=3.11` instead of `python=3.12` (environment.yml:2)")
        .doesNotContain("pip *", "# [");
  }

  @Test
  void explain_aNameThatNoPackageIsNearTo_asksForItUnderPip() {
    assertThat(
            explain(
                Limits.DEFAULT,
                List.of(
                    request(
                        Platform.LINUX_64, List.of("python", "some-project"), pkg("python 3")))))
        .containsExactly(
            """
            HERM-SOLVE-002 environment.yml:3:5: no channel has a package named `some-project` on linux-64
              Fix: leave out `some-project` (environment.yml:3)
                   or add the channel that has it
                   or ask for it under `pip:` if it is a project of PyPI""");
  }

  @Test
  void explain_channelsWithoutPackages_areToldOnceWhateverIsAskedFor() {
    List<String> specs = List.of("python", "app");
    assertThat(
            explain(
                Limits.DEFAULT,
                List.of(
                    request(Platform.LINUX_64, specs, pkg("app 1"), pkg("python 3")),
                    request(Platform.OSX_64, specs),
                    request(Platform.WIN_64, specs))))
        .containsExactly(
            """
            HERM-SOLVE-002 environment.yml:2:5: the channels have no packages on osx-64, win-64
              Fix: correct the channels, or name platforms that they have packages for (`platforms:` or -Dhermetic.platforms)""");
  }

  @Test
  void explain_ofTwoVersionsEquallyFar_proposesThatOfTheSameSeries() {
    assertThat(
            explain(
                Limits.DEFAULT,
                List.of(
                    request(Platform.LINUX_64, List.of("app=1.9"), pkg("app 1.8"), pkg("app 2.0")))))
        .containsExactly(
            """
            HERM-SOLVE-001 environment.yml:2:5: `app=1.9` cannot be met on linux-64:
              └─ `app=1.9` (environment.yml:2)
                 └─ there is only app 1.8 and 2.0
              Fix: write `app=1.8` instead of `app=1.9` (environment.yml:2)""");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "app >2,<1; no version is `>2` and `<1` at once",
        "app >=2,<2; no version is `>=2` and `<2` at once",
        "app <1,>2; no version is `>2` and `<1` at once",
        "app >=4,<=4; the nearest there are app 3 and 5",
        "app >3,<5; the nearest there are app 3 and 5"
      })
  void bounds_thatLeaveNothing_areToldApartFromVersionsThatThereAreNot(String spec, String said) {
    SolveRequest request =
        request(
            Platform.LINUX_64, List.of(spec), pkg("app 1"), pkg("app 2"), pkg("app 3"), pkg("app 5"));
    assertThat(
            new Explainer(Engines.CHANNEL_MATCH::test, Limits.DEFAULT, root -> spec)
                .explain(List.of(solve(request)))
                .get(0)
                .tree()
                .get(1))
        .isEqualTo("   └─ " + said);
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
