package dev.hermetic.solve;

import static dev.hermetic.solve.RecordSketch.pkg;
import static dev.hermetic.solve.SolverScenario.scenario;

import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** What changes to locked records come to, rule by rule. */
class MinimalChangeTest {
  private static final RecordSketch[] STACK = {
    pkg("python 3.10"),
    pkg("python 3.12"),
    pkg("numpy 1.26 py310_0").depends("python 3.10.*"),
    pkg("numpy 1.26 py312_0").depends("python 3.12.*"),
    pkg("numpy 2.0 py310_0").depends("python 3.10.*"),
    pkg("numpy 2.0 py312_0").depends("python 3.12.*"),
    pkg("pandas 2.1").depends("numpy <2", "python"),
    pkg("pandas 2.2").depends("numpy", "python", "tzdata"),
    pkg("tzdata 2024"),
    pkg("tzdata 2025"),
    pkg("torch 2.3").depends("numpy <2", "python"),
    pkg("torch 2.4").depends("numpy >=2", "python")
  };

  @TestFactory
  Stream<DynamicTest> edits() {
    return all(
        scenario("locked numpy is kept although a newer one is there")
            .channel("forge", STACK)
            .locked("python 3.10", "numpy 1.26 py310_0")
            .specs("python", "numpy")
            .expect("python 3.10", "numpy 1.26 py310_0"),
        scenario("a new spec gets the newest that leaves the lock alone")
            .channel("forge", STACK)
            .locked("python 3.10", "numpy 1.26 py310_0")
            .specs("python", "numpy", "torch")
            .expect("python 3.10", "numpy 1.26 py310_0", "torch 2.3")
            .because("torch", "`torch` (environment.yml)"),
        scenario("a new spec brings what it needs, the newest of it")
            .channel("forge", STACK)
            .locked("python 3.10", "numpy 1.26 py310_0")
            .specs("python", "numpy", "pandas")
            .expect("python 3.10", "numpy 1.26 py310_0", "pandas 2.2", "tzdata 2025")
            .because("tzdata", "pandas 2.2 needs `tzdata`"),
        scenario("a spec that is gone takes along what only it needed")
            .channel("forge", STACK)
            .locked("python 3.10", "numpy 1.26 py310_0", "pandas 2.2", "tzdata 2024")
            .specs("python", "numpy")
            .expect("python 3.10", "numpy 1.26 py310_0")
            .because("tzdata", "nothing needs it any more"),
        scenario("a tightened spec moves its package, and who cannot stay with it")
            .channel("forge", STACK)
            .locked("python 3.10", "numpy 1.26 py310_0", "torch 2.3")
            .specs("python", "numpy>=2", "torch")
            .expect("python 3.10", "numpy 2.0 py310_0", "torch 2.4")
            .because("numpy", "(environment.yml)")
            .because("torch", "2.3 needs `numpy <2`, and there is 2.0"),
        scenario("nothing to do is done")
            .channel("forge", STACK)
            .locked("tzdata 2024")
            .specs("tzdata")
            .expect("tzdata 2024"),
        scenario("what is not to be had any more is replaced")
            .channel("forge", pkg("a 1"), pkg("a 3"))
            .locked("a 2")
            .specs("a")
            .expect("a 3")
            .because("a", "not to be had from these channels any more"));
  }

  @TestFactory
  Stream<DynamicTest> updates() {
    return all(
        scenario("a name that is asked for is as new as allowed, others move only if they must")
            .channel("forge", STACK)
            .locked("python 3.10", "numpy 1.26 py310_0", "pandas 2.1", "tzdata 2024")
            .specs("python", "numpy", "pandas", "tzdata")
            .asked("numpy")
            .expect("python 3.10", "numpy 2.0 py310_0", "pandas 2.2", "tzdata 2024")
            .because("numpy", "asked for: `numpy`")
            .because("pandas", "2.1 needs `numpy <2`, and there is 2.0"),
        scenario("a spec of the update bounds it")
            .channel("forge", STACK)
            .locked("python 3.12", "numpy 2.0 py312_0")
            .specs("python", "numpy")
            .asked("numpy<2")
            .expect("python 3.12", "numpy 1.26 py312_0"),
        scenario("what fell away with a package is no reason for it to move")
            .channel(
                "forge",
                pkg("flask 2").depends("werkzeug"),
                pkg("flask 3").depends("blinker", "werkzeug 3.*"),
                pkg("blinker 1"),
                pkg("werkzeug 2"), pkg("werkzeug 3"))
            .locked("flask 3", "blinker 1", "werkzeug 3")
            .specs("flask")
            .asked("werkzeug<3")
            .expect("flask 2", "werkzeug 2")
            .because("flask", "3 needs `werkzeug 3.*`, and there is 2")
            .because("blinker", "nothing needs it any more"),
        scenario("what keeps a dependency from staying is the reason")
            .channel(
                "forge",
                pkg("flask 2"),
                pkg("flask 3").depends("blinker"),
                pkg("blinker 1").depends("signals 1.*"),
                pkg("signals 1"), pkg("signals 2"))
            .locked("flask 3", "blinker 1", "signals 1")
            .specs("flask", "signals")
            .asked("signals")
            .expect("flask 2", "signals 2")
            .because("flask", "3 needs `blinker`: blinker 1 needs `signals 1.*`, and there is 2"),
        scenario("a name that is only locked can be asked for")
            .channel("forge", STACK)
            .locked("python 3.10", "numpy 1.26 py310_0", "pandas 2.2", "tzdata 2024")
            .specs("pandas")
            .asked("tzdata")
            .expect("python 3.10", "numpy 1.26 py310_0", "pandas 2.2", "tzdata 2025"),
        scenario("a name that is only locked is not put in for itself")
            .channel(
                "forge", pkg("a 1").depends("b 1.*"), pkg("a 2"), pkg("b 1.0"), pkg("b 1.1"), pkg("b 2"))
            .locked("a 1", "b 1.0")
            .specs("a")
            .asked("b")
            .expect("a 1", "b 1.1"),
        scenario("the first of two rivals gets its way")
            .channel(
                "forge",
                pkg("a 1"), pkg("a 2").depends("c 1.*"),
                pkg("b 1"), pkg("b 2").depends("c 2.*"),
                pkg("c 1.0"), pkg("c 2.0"))
            .locked("a 1", "b 1", "c 1.0")
            .specs("a", "b", "c")
            .asked("b", "a")
            .expect("a 1", "b 2", "c 2.0")
            .because("c", "b 2 needs `c 2.*`"),
        scenario("fewer moves count more than newer versions")
            .channel(
                "forge",
                pkg("a 1"), pkg("a 2").depends("x"),
                pkg("x 1"), pkg("x 2").depends("y 2.*"),
                pkg("y 1.0"), pkg("y 2.0"))
            .locked("a 1", "y 1.0")
            .specs("a", "y")
            .asked("a")
            .expect("a 2", "x 1", "y 1.0"),
        scenario("of two ways to move one name the one without a downgrade is taken")
            .channel(
                "forge",
                pkg("a 1"), pkg("a 2").depends("b <1|>=3"),
                pkg("b 0"), pkg("b 1"), pkg("b 3").trackFeatures("slow"))
            .locked("a 1", "b 1")
            .specs("a", "b")
            .asked("a")
            .expect("a 2", "b 3"),
        scenario("of equal changes one leaves a root alone")
            .channel(
                "forge",
                pkg("a 1").depends("b", "c"), pkg("a 2").depends("b", "c"),
                pkg("b 1"), pkg("b 2"), pkg("c 1"), pkg("c 2").constrains("b <2"),
                pkg("d 1").depends("b", "c"), pkg("d 2"))
            .locked("a 1", "b 1", "c 1")
            .specs("a", "b")
            .asked("a")
            .expect("a 2", "b 1", "c 1"),
        scenario("what cannot be is said with the spec that was asked")
            .channel("forge", STACK)
            .locked("python 3.10", "numpy 1.26 py310_0")
            .specs("python=3.10", "numpy<2")
            .asked("numpy>=2")
            .expectClash("numpy<2", "numpy>=2"));
  }

  private static Stream<DynamicTest> all(SolverScenario... scenarios) {
    return Stream.of(scenarios)
        .map(one -> DynamicTest.dynamicTest(one.title(), one::checkChange));
  }
}
