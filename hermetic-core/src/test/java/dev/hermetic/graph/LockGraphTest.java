package dev.hermetic.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.hermetic.environment.Environment.PlatformRequest;
import dev.hermetic.environment.PipRequirement;
import dev.hermetic.environment.Requirement;
import dev.hermetic.lockfile.LockedPackage;
import dev.hermetic.lockfile.LockedPackage.Manager;
import dev.hermetic.lockfile.Lockfile;
import dev.hermetic.match.MatchSpec;
import dev.hermetic.platform.Platform;
import dev.hermetic.problem.Location;
import dev.hermetic.pypi.requirement.ProjectName;
import dev.hermetic.pypi.request.PipSection;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class LockGraphTest {
  private static final Platform LINUX = Platform.LINUX_64;

  private final List<LockedPackage> packages = new ArrayList<>();
  private final List<Requirement> conda = new ArrayList<>();
  private final List<PipRequirement> pip = new ArrayList<>();

  @Test
  void dependents_isTheReverseOfDependencies() {
    spec("numpy");
    locked("numpy", "python >=3.10", "__glibc >=2.17");
    locked("python", "tzdata", "nowhere 2.*");
    locked("tzdata");

    LockGraph graph = graph();

    assertThat(graph.dependencies(get(graph, "numpy")))
        .extracting(Edge::name, Edge::constraint, Edge::isVirtual, edge -> edge.to().isPresent())
        .containsExactly(
            tuple("__glibc", ">=2.17", true, false),
            tuple("python", ">=3.10", false, true));
    assertThat(graph.dependencies(get(graph, "python")))
        .filteredOn(edge -> edge.to().isEmpty())
        .extracting(Edge::name)
        .containsExactly("nowhere");
    assertThat(graph.dependents(get(graph, "tzdata")))
        .extracting(edge -> edge.from().name())
        .containsExactly("python");
    assertThat(graph.dependents(get(graph, "numpy"))).isEmpty();
  }

  @Test
  void unneeded_cycleThatNoRootReaches_isListed() {
    spec("python");
    locked("python", "pip");
    locked("pip", "python");
    locked("left", "over");
    locked("over", "left");

    LockGraph graph = graph();

    assertThat(graph.unneeded()).extracting(LockedPackage::name).containsExactly("left", "over");
    assertThat(graph.isNeeded(get(graph, "pip"))).isTrue();
    assertThat(graph.route(get(graph, "over"))).isEmpty();
  }

  /** Nobody needs lone; loop and its neighbour need each other; what they bring is no head. */
  @Test
  void heads_packagesAndCircles_areTheFewestThatLeadToAll() {
    locked("alone", "alone");
    locked("circle", "loop");
    locked("lone", "brought");
    locked("brought", "ring");
    locked("loop", "circle", "brought");
    locked("ring", "rung");
    locked("rung", "ring");

    LockGraph graph = graph();

    assertThat(graph.heads(graph.packages()))
        .extracting(LockedPackage::name)
        .containsExactly("alone", "lone", "circle");
    assertThat(graph.heads(List.of(get(graph, "ring"), get(graph, "rung"))))
        .extracting(LockedPackage::name)
        .containsExactly("ring");
  }

  @Test
  void route_severalWays_isTheShortestAndOfThoseTheFirstRoots() {
    spec("app");
    spec("tool");
    locked("app", "middle");
    locked("middle", "openssl");
    locked("tool", "openssl");
    locked("openssl");

    LockGraph graph = graph();

    Route route = graph.route(get(graph, "openssl")).orElseThrow();
    assertThat(route.root().text()).isEqualTo("tool");
    assertThat(route.start().name()).isEqualTo("tool");
    assertThat(route.edges()).extracting(Edge::name).containsExactly("openssl");
    assertThat(graph.route(get(graph, "app")).orElseThrow().edges()).isEmpty();
  }

  @Test
  void reachable_isEverythingBelow() {
    spec("a");
    locked("a", "b", "c");
    locked("b", "c");
    locked("c");
    locked("d", "a");

    LockGraph graph = graph();

    assertThat(graph.reachable(get(graph, "b"))).extracting(LockedPackage::name)
        .containsExactly("b", "c");
  }

  @Test
  void roots_nameAskedForTwice_areBothThere() {
    spec("python >=3.10");
    spec("python <3.13");
    spec("absent");
    locked("python");

    LockGraph graph = graph();

    assertThat(graph.roots(get(graph, "python"))).extracting(Root::text)
        .containsExactly("python >=3.10", "python <3.13");
    assertThat(graph.roots()).filteredOn(root -> graph.answer(root).isEmpty())
        .extracting(Root::text)
        .containsExactly("absent");
  }

  @Test
  void of_namesOfConda_differByTheirDashes() {
    spec("typing-extensions");
    locked("typing-extensions", "typing_extensions");

    assertThat(graph().dependencies(packages.get(0)).get(0).to()).isEmpty();
  }

  @Test
  void of_namesOfPip_areNormalisedAndMayBeMetByConda() {
    spec("python");
    pip("My.Tool ==1");
    locked("python");
    locked("zope.interface", "python");
    pipLocked("my-tool", "Zope-Interface", "my_other");
    pipLocked("My-Other");

    LockGraph graph = graph();

    assertThat(graph.find(Manager.PIP, "MY_TOOL")).isPresent();
    assertThat(graph.find(Manager.PIP, "zope.interface")).isEmpty();
    assertThat(graph.unneeded()).isEmpty();
    assertThat(graph.route(graph.find(Manager.CONDA, "zope.interface").orElseThrow()))
        .hasValueSatisfying(route -> assertThat(route.root().name()).isEqualTo("my-tool"));
  }

  @Test
  void of_condaPackageThatIsAProject_isWhatPipFinds() {
    spec("pytorch");
    pip("lightning");
    locked("pytorch", "python");
    locked("cmake");
    pipLocked("lightning", "torch", "cmake");

    LockGraph graph = graph();

    assertThat(graph.project(ProjectName.of("Torch"))).contains(get(graph, "pytorch"));
    assertThat(graph.dependents(get(graph, "pytorch")))
        .singleElement()
        .satisfies(edge -> assertThat(edge.from().name()).isEqualTo("lightning"));
    // Without Python, conda's cmake is no project that pip could find.
    assertThat(graph.dependents(get(graph, "cmake"))).isEmpty();
  }

  @Test
  void packages_severalCategoriesAndVirtualPackages_areOneAndNone() {
    spec("python");
    locked("python");
    locked("__glibc");
    add("python", Manager.CONDA, LINUX, "dev");
    add("python", Manager.CONDA, Platform.WIN_64, "main");

    LockGraph graph = graph();

    assertThat(graph.packages()).hasSize(1);
    assertThat(graph.entries(get(graph, "python"))).extracting(LockedPackage::category)
        .containsExactly("main", "dev");
  }

  @Test
  void of_lockInAnotherOrder_isTheSameGraph() {
    spec("a");
    spec("b");
    locked("a", "c", "d");
    locked("b", "d", "e");
    locked("c", "e");
    locked("d", "e");
    locked("e");
    LockGraph first = graph();

    Collections.shuffle(packages, new Random(7));
    LockGraph second = graph();

    assertThat(second.packages()).isEqualTo(first.packages());
    for (LockedPackage locked : first.packages()) {
      assertThat(second.dependents(locked)).isEqualTo(first.dependents(locked));
      assertThat(second.route(locked)).isEqualTo(first.route(locked));
    }
  }

  private static LockedPackage get(LockGraph graph, String name) {
    return graph.find(Manager.CONDA, name).orElseThrow();
  }

  private void spec(String text) {
    conda.add(
        new Requirement(
            MatchSpec.parse(text),
            text,
            "main",
            new Location("environment.yml", conda.size() + 5, 5)));
  }

  private void pip(String text) {
    pip.add(new PipRequirement(text, "main", new Location("environment.yml", 20, 7)));
  }

  private void locked(String name, String... needs) {
    add(name, Manager.CONDA, LINUX, "main", needs);
  }

  private void pipLocked(String name, String... needs) {
    add(name, Manager.PIP, LINUX, "main", needs);
  }

  private void add(
      String name, Manager manager, Platform platform, String category, String... needs) {
    TreeMap<String, String> dependencies = new TreeMap<>();
    for (String need : needs) {
      String[] parts = need.split(" ", 2);
      dependencies.put(parts[0], parts.length == 1 ? "" : parts[1]);
    }
    packages.add(
        new LockedPackage(
            name, "1.0", manager, platform, dependencies, "https://h/c/noarch/" + name + "-1.0-0.conda",
            null, null, null, null, category));
  }

  private LockGraph graph() {
    Lockfile.Metadata metadata =
        new Lockfile.Metadata(
            new TreeMap<>(), List.of(), List.of(LINUX), List.of(), new TreeMap<>(), new TreeMap<>());
    return LockGraph.of(
        new Lockfile(metadata, packages),
        new PlatformRequest(LINUX, conda, pip),
        PipSection.read(pip, List.of(), Path.of(""), Map.of()));
  }
}
