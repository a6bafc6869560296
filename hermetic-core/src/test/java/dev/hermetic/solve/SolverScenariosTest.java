package dev.hermetic.solve;

import static dev.hermetic.solve.RecordSketch.pkg;
import static dev.hermetic.solve.SolverScenario.scenario;

import dev.hermetic.channel.ChannelPriority;
import dev.hermetic.solve.golden.Engines;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** What every engine has to answer, rule by rule. */
class SolverScenariosTest {

  @TestFactory
  Stream<DynamicTest> preferences() {
    return forEachEngine(
        scenario("the newest version wins")
            .channel("forge", pkg("a 1.9"), pkg("a 1.10"), pkg("a 1.10rc1"))
            .specs("a")
            .expect("a 1.10"),
        scenario("the highest build number wins over the newest file")
            .channel(
                "forge",
                pkg("a 1 old_1").number(1).timestamp(1_000_000_000_000L),
                pkg("a 1 new_0").timestamp(1_600_000_000_000L))
            .specs("a")
            .expect("a 1 old_1"),
        scenario("a newer version with tracked features loses to an older one without")
            .channel("forge", pkg("a 2").trackFeatures("slow"), pkg("a 1"))
            .specs("a")
            .expect("a 1"),
        scenario("tracked features can be asked for")
            .channel("forge", pkg("a 2 slow_0").trackFeatures("slow"), pkg("a 2 fast_0"))
            .specs("a=2=slow_*")
            .expect("a 2 slow_0"),
        scenario("of equal builds the one whose dependency admits the higher version wins")
            .channel(
                "forge",
                pkg("a 1 py39_0").depends("python 3.9.*").timestamp(1_800_000_000_000L),
                pkg("a 1 py310_0").depends("python 3.10.*"),
                pkg("python 3.9.1"),
                pkg("python 3.10.1"))
            .specs("a")
            .expect("a 1 py310_0", "python 3.10.1"),
        scenario("the first shared dependency by name decides between equal builds")
            .channel(
                "forge",
                pkg("a 1 x_0").depends("b 1.*", "c 2.*"),
                pkg("a 1 y_0").depends("b 2.*", "c 1.*"),
                pkg("b 1"),
                pkg("b 2"),
                pkg("c 1"),
                pkg("c 2"))
            .specs("a")
            .expect("a 1 y_0", "b 2", "c 1"),
        scenario("of several specs on one dependency the lowest maximum counts")
            .channel(
                "forge",
                pkg("a 1 x_0").depends("b", "b <2"),
                pkg("a 1 y_0").depends("b <3"),
                pkg("b 1"),
                pkg("b 2"),
                pkg("b 3"))
            .specs("a")
            .expect("a 1 y_0", "b 2"),
        scenario("a dependency to be had only with features loses between equal builds")
            .channel(
                "forge",
                pkg("a 1 x_0").depends("b 2.*").timestamp(1_800_000_000_000L),
                pkg("a 1 y_0").depends("b 1.*"),
                pkg("b 2").trackFeatures("slow"),
                pkg("b 1"))
            .specs("a")
            .expect("a 1 y_0", "b 1"),
        scenario("a build that cannot be used has no say in the order of the others")
            .channel(
                "forge",
                pkg("a 1 x_0").depends("b 1.*").timestamp(1_800_000_000_000L),
                pkg("a 1 y_0").depends("b 2.*"),
                pkg("a 1 z_0").depends("c; if python >=3"),
                pkg("b 1"),
                pkg("b 2"))
            .specs("a")
            .expect("a 1 y_0", "b 2"),
        scenario("of builds equal in all else the newer file wins")
            .channel(
                "forge",
                pkg("a 1 x_0").timestamp(1_600_000_000_000L),
                pkg("a 1 y_0").timestamp(1_700_000_000_000L),
                pkg("a 1 z_0").timestamp(-1))
            .specs("a")
            .expect("a 1 y_0"),
        scenario("the .conda file of a build is taken, not its .tar.bz2")
            .channel("forge", pkg("a 1").asTarBz2().depends("missing"), pkg("a 1"))
            .specs("a")
            .expect("a 1"),
        scenario("roots are newer at the price of their dependencies")
            .channel(
                "forge",
                pkg("a 2").depends("b 1.*"),
                pkg("a 1").depends("b 2.*"),
                pkg("b 1"),
                pkg("b 2"))
            .specs("a")
            .expect("a 2", "b 1"));
  }

  @TestFactory
  Stream<DynamicTest> channels() {
    RecordSketch[] first = {pkg("a 1"), pkg("b 1").depends("a")};
    RecordSketch[] second = {pkg("a 2"), pkg("c 1").depends("a >=2")};
    return forEachEngine(
        scenario("strict: a name exists only in the first channel that has it")
            .channel("forge", first)
            .channel("extra", second)
            .specs("a")
            .expect("a 1@forge"),
        scenario("strict: what only the second channel has is taken from there")
            .channel("forge", pkg("a 1"))
            .channel("extra", pkg("c 1").depends("a"))
            .specs("c")
            .expect("a 1@forge", "c 1@extra"),
        scenario("strict: a version that only the second channel has does not exist")
            .channel("forge", first)
            .channel("extra", second)
            .specs("c")
            .expectClash("c"),
        scenario("strict: a name stays the first channel's when all of its records are too new")
            .channel("forge", pkg("a 1").timestamp(1_700_000_000_000L))
            .channel("extra", pkg("a 2").timestamp(1_500_000_000_000L))
            .specs("a")
            .excludeNewer("2020-01-01T00:00:00Z")
            .expectClash("a"),
        scenario("strict: a noarch record of the first channel claims the name")
            .channel("forge", pkg("a 1").inNoarch())
            .channel("extra", pkg("a 2"))
            .specs("a")
            .expect("a 1@forge"),
        scenario("flexible: the first channel is preferred whatever the version")
            .channel("forge", first)
            .channel("extra", second)
            .priority(ChannelPriority.FLEXIBLE)
            .specs("a")
            .expect("a 1@forge"),
        scenario("flexible: the second channel helps out")
            .channel("forge", first)
            .channel("extra", second)
            .priority(ChannelPriority.FLEXIBLE)
            .specs("c")
            .expect("a 2@extra", "c 1@extra"),
        scenario("disabled: the version decides")
            .channel("forge", first)
            .channel("extra", second)
            .priority(ChannelPriority.DISABLED)
            .specs("a")
            .expect("a 2@extra"),
        scenario("disabled: a version is the same in every channel when versions are chosen")
            .channel("forge", pkg("a 2 x_1").number(1).depends("c 1.*"))
            .channel("extra", pkg("a 2 y_0"), pkg("b 2").depends("c 2.*"), pkg("b 1"))
            .channel("rest", pkg("c 1"), pkg("c 2"))
            .priority(ChannelPriority.DISABLED)
            .specs("a", "b")
            .expect("a 2 y_0@extra", "b 2", "c 2"),
        scenario("disabled: of records equal in all else the first channel's is taken")
            .channel("forge", pkg("a 1"))
            .channel("extra", pkg("a 1"))
            .priority(ChannelPriority.DISABLED)
            .specs("a")
            .expect("a 1@forge"),
        scenario("a root with a channel excludes the other channels, strict or not")
            .channel("forge", first)
            .channel("extra", second)
            .specs("extra::a")
            .expect("a 2@extra"),
        scenario("a root with a channel that lacks the name has no answer")
            .channel("forge", first)
            .channel("extra", second)
            .specs("extra::b")
            .expectClash("extra::b"),
        scenario("noarch and platform records of a name compete as equals")
            .channel("forge", pkg("a 2").inNoarch(), pkg("a 1"))
            .specs("a")
            .expect("a 2"),
        scenario("a platform record wins over an older noarch one")
            .channel("forge", pkg("a 1").inNoarch(), pkg("a 2"))
            .specs("a")
            .expect("a 2"));
  }

  @TestFactory
  Stream<DynamicTest> requirements() {
    return forEachEngine(
        scenario("dependencies are followed to the end and nothing else is taken")
            .channel(
                "forge",
                pkg("a 1").depends("b"),
                pkg("b 1").depends("c >=1,<2"),
                pkg("c 1"),
                pkg("c 2"),
                pkg("d 1"))
            .specs("a")
            .expect("a 1", "b 1", "c 1"),
        scenario("an older version is taken when the newest lacks a dependency")
            .channel("forge", pkg("a 2").depends("missing"), pkg("a 1"))
            .specs("a")
            .expect("a 1"),
        scenario("what needs only uninstallable records is not installable either")
            .channel(
                "forge",
                pkg("a 2").depends("b"),
                pkg("a 1"),
                pkg("b 1").depends("c"),
                pkg("c 1").depends("missing"))
            .specs("a")
            .expect("a 1"),
        scenario("a record whose dependency cannot be read is left out")
            .channel("forge", pkg("a 2").depends("b >=1,,<<2"), pkg("a 1"), pkg("b 1"))
            .specs("a")
            .expect("a 1"),
        scenario("a cycle of dependencies is no obstacle")
            .channel("forge", pkg("a 1").depends("b"), pkg("b 1").depends("a"))
            .specs("a")
            .expect("a 1", "b 1"),
        scenario("a cycle that wants another version of its start is refused")
            .channel("forge", pkg("a 2").depends("b"), pkg("a 1"), pkg("b 1").depends("a 1.*"))
            .specs("a")
            .expect("a 1"),
        scenario("a record may depend on its own name")
            .channel("forge", pkg("a 1").depends("a"))
            .specs("a")
            .expect("a 1"),
        scenario("constrains binds what is installed")
            .channel("forge", pkg("a 1").constrains("b <2"), pkg("b 1"), pkg("b 2"))
            .specs("a", "b")
            .expect("a 1", "b 1"),
        scenario("constrains pulls nothing in")
            .channel("forge", pkg("a 1").constrains("b <2"), pkg("b 1"))
            .specs("a")
            .expect("a 1"),
        scenario("constrains on a name that no channel has is no obstacle")
            .channel("forge", pkg("a 1").constrains("missing >=2"))
            .specs("a")
            .expect("a 1"),
        scenario("a build is passed over when what it constrains is asked for otherwise")
            .channel("forge", pkg("a 2").constrains("b <2"), pkg("a 1"), pkg("b 1"), pkg("b 2"))
            .specs("a", "b >=2")
            .expect("a 1", "b 2"),
        scenario("two roots on one name both hold")
            .channel("forge", pkg("a 1"), pkg("a 2"), pkg("a 3"))
            .specs("a >=2", "a <3")
            .expect("a 2"),
        scenario("search goes back over several steps")
            .channel(
                "forge",
                pkg("a 2").depends("c 2.*"),
                pkg("a 1").depends("c 1.*"),
                pkg("b 2").depends("d 1.*"),
                pkg("b 1").depends("d 2.*"),
                pkg("c 2").depends("e 1.*"),
                pkg("c 1"),
                pkg("d 1").depends("e 2.*"),
                pkg("d 2"),
                pkg("e 1"),
                pkg("e 2"))
            .specs("a >=2", "b")
            .expect("a 2", "b 1", "c 2", "d 2", "e 1"));
  }

  @TestFactory
  Stream<DynamicTest> machinesAndTime() {
    return forEachEngine(
        scenario("the machine decides between builds")
            .channel("forge", pkg("a 1 cuda_1").number(1).depends("__cuda"), pkg("a 1 cpu_0"))
            .specs("a")
            .machine("__glibc=2.28")
            .expect("a 1 cpu_0"),
        scenario("what the machine has is used and is not part of the answer")
            .channel("forge", pkg("a 1 cuda_1").number(1).depends("__cuda >=12"), pkg("a 1 cpu_0"))
            .specs("a")
            .machine("__cuda=12.4")
            .expect("a 1 cuda_1"),
        scenario("a machine that is too old gets the older version")
            .channel("forge", pkg("a 2").depends("__glibc >=2.34"), pkg("a 1"))
            .specs("a")
            .machine("__glibc=2.28")
            .expect("a 1"),
        scenario("constrains on what the machine lacks is no obstacle")
            .channel("forge", pkg("a 1").constrains("__cuda >=12"))
            .specs("a")
            .expect("a 1"),
        scenario("constrains on the machine binds")
            .channel("forge", pkg("a 2").constrains("__cuda >=12"), pkg("a 1"))
            .specs("a")
            .machine("__cuda=11.4")
            .expect("a 1"),
        scenario("a record with a virtual name gives the machine nothing")
            .channel("forge", pkg("a 1").depends("__cuda"), pkg("__cuda 12"))
            .specs("a")
            .expectClash("a"),
        scenario("a root may ask for the machine")
            .channel("forge", pkg("a 1"))
            .specs("a", "__glibc >=2.17")
            .machine("__glibc=2.28")
            .expect("a 1"),
        scenario("a root that the machine does not meet has no answer")
            .channel("forge", pkg("a 1"))
            .specs("a", "__glibc >=2.34")
            .machine("__glibc=2.28")
            .expectClash("__glibc >=2.34"),
        scenario("records newer than the limit do not exist")
            .channel(
                "forge",
                pkg("a 2").timestamp(1_577_836_800_001L),
                pkg("a 1").timestamp(1_577_836_800_000L))
            .specs("a")
            .excludeNewer("2020-01-01T00:00:00Z")
            .expect("a 1"),
        scenario("records without a time stay under a limit")
            .channel("forge", pkg("a 2").timestamp(-1), pkg("a 1"))
            .specs("a")
            .excludeNewer("2020-01-01T00:00:00Z")
            .expect("a 2"));
  }

  @TestFactory
  Stream<DynamicTest> clashes() {
    return forEachEngine(
        scenario("a misspelt root is the one to blame")
            .channel("forge", pkg("a 1"))
            .specs("a", "nunpy")
            .expectClash("nunpy"),
        scenario("a version that is not there is the one to blame")
            .channel("forge", pkg("a 1"), pkg("b 1"))
            .specs("a >=2", "b")
            .expectClash("a >=2"),
        scenario("two roots that want different versions of one package clash, the rest does not")
            .channel(
                "forge",
                pkg("a 1").depends("c 1.*"),
                pkg("b 1").depends("c 2.*"),
                pkg("c 1"),
                pkg("c 2"),
                pkg("d 1"))
            .specs("a", "b", "d")
            .expectClash("a", "b"),
        scenario("two roots on one name clash")
            .channel("forge", pkg("a 1"), pkg("a 2"), pkg("b 1"))
            .specs("a 1.*", "a 2.*", "b")
            .expectClash("a 1.*", "a 2.*"),
        scenario("constrains makes roots clash")
            .channel("forge", pkg("a 1").constrains("b <2"), pkg("b 2"), pkg("c 1"))
            .specs("a", "b", "c")
            .expectClash("a", "b"),
        scenario("three roots clash that any two of would not")
            .channel(
                "forge",
                pkg("a 1").depends("x 1|2"),
                pkg("b 1").depends("x 2|3"),
                pkg("c 1").depends("x 1|3"),
                pkg("d 1"),
                pkg("x 1"),
                pkg("x 2"),
                pkg("x 3"))
            .specs("a", "b", "c", "d")
            .expectClash("a", "b", "c"));
  }

  private static Stream<DynamicTest> forEachEngine(SolverScenario... scenarios) {
    return Engines.all().entrySet().stream()
        .flatMap(
            engine ->
                List.of(scenarios).stream()
                    .map(
                        scenario ->
                            DynamicTest.dynamicTest(
                                engine.getKey() + ": " + scenario.title(),
                                () -> scenario.check(engine.getValue().get()))));
  }
}
