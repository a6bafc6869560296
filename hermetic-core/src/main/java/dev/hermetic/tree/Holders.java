package dev.hermetic.tree;

import dev.hermetic.graph.Edge;
import dev.hermetic.graph.LockGraph;
import dev.hermetic.graph.Root;
import dev.hermetic.lockfile.LockedPackage;
import dev.hermetic.lockfile.LockedPackage.Manager;
import dev.hermetic.match.MatchSpec;
import dev.hermetic.record.PackageRecord;
import dev.hermetic.version.InvalidVersionException;
import dev.hermetic.version.Version;
import dev.hermetic.version.VersionSpec;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** What rules records of one locked package out. */
final class Holders {
  /** A spec of a locked package on this one, and what is said where it is not met. */
  private record Want(String text, Optional<MatchSpec> spec, String says) {}

  private final LockedSpecs specs;
  private final List<Root> roots;
  private final List<Edge> pip = new ArrayList<>();
  private final List<Want> wants = new ArrayList<>();

  Holders(LockedPackage locked, LockGraph graph, LockedSpecs specs) {
    this.specs = specs;
    this.roots =
        Stream.concat(graph.roots(locked).stream(), graph.limits(locked).stream()).toList();
    for (Edge edge : graph.dependents(locked)) {
      if (edge.from().manager() == Manager.PIP) {
        pip.add(edge);
      } else {
        needs(edge, locked.name())
            .forEach(text -> want(text, Says.named(edge.from()) + " needs `"));
      }
    }
    for (LockedSpecs.Constraint one : specs.constraints(locked.name())) {
      want(one.text(), Says.named(one.by()) + " rules out all but `");
    }
  }

  private void want(String text, String says) {
    wants.add(new Want(text, specs.parse(text), says + text + "`"));
  }

  /** With build parts and all where the record is at hand, else as the lock has it. */
  private List<String> needs(Edge edge, String name) {
    List<String> texts = specs.depends(edge.from(), name);
    return texts.isEmpty() ? List.of((edge.name() + " " + edge.constraint()).strip()) : texts;
  }

  /** What rules out the build of a version that the fewest things rule out. */
  List<String> of(Version version, List<PackageRecord> builds) {
    return builds.stream()
        .sorted(
            Comparator.comparing(PackageRecord::buildNumber)
                .reversed()
                .thenComparing(PackageRecord::fileName))
        .map(build -> of(version, build))
        .min(Comparator.comparing(List::size))
        .orElse(List.of());
  }

  /** Whether nothing rules out some build of a version. */
  boolean letOne(Version version, List<PackageRecord> builds) {
    for (PackageRecord build : builds) {
      if (lets(version, build)) {
        return true;
      }
    }
    return false;
  }

  /** Whether {@link #of(Version, PackageRecord)} has nothing to say, without the words for it. */
  private boolean lets(Version version, PackageRecord build) {
    return roots.stream().noneMatch(root -> rulesOut(root, build))
        && pip.stream().noneMatch(edge -> edge.rulesOut(Manager.CONDA, build.version()))
        && wants.stream().allMatch(want -> meets(want, version, build))
        && build.depends().stream().allMatch(text -> specs.clash(text).isEmpty())
        && build.constrains().stream().allMatch(text -> specs.clash(text).isEmpty());
  }

  private List<String> of(Version version, PackageRecord build) {
    Set<String> found = new LinkedHashSet<>();
    roots.stream().filter(root -> rulesOut(root, build)).forEach(root -> found.add(Says.spec(root)));
    pip.stream()
        .filter(edge -> edge.rulesOut(Manager.CONDA, build.version()))
        .forEach(edge -> found.add(Says.needs(edge)));
    wants.stream()
        .filter(want -> !meets(want, version, build))
        .forEach(want -> found.add(want.says()));
    clashes(build.depends(), " itself needs `", build, found);
    clashes(build.constrains(), " itself rules out all but `", build, found);
    return List.copyOf(found);
  }

  /** A spec may also ask for what only repodata know. */
  private static boolean rulesOut(Root root, PackageRecord build) {
    return root.spec().isPresent()
        ? !root.spec().get().matches(build)
        : root.rulesOut(Manager.CONDA, build.version(), build.build());
  }

  private static boolean meets(Want want, Version version, PackageRecord build) {
    if (want.spec().isPresent()) {
      MatchSpec spec = want.spec().get();
      // By the parsed version where that is the whole answer: few versions have many builds.
      return spec.isSimple() && spec.name().equals(build.name())
          ? spec.matches(version, build.build())
          : spec.matches(build);
    }
    int blank = want.text().indexOf(' ');
    try {
      // Constraints of a lock that were joined may be no match spec, but are a version's.
      return blank < 0 || VersionSpec.parse(want.text().substring(blank + 1)).matches(version);
    } catch (InvalidVersionException e) {
      return true;
    }
  }

  /** What the new build wants of packages that are locked as they are. */
  private void clashes(
      Collection<String> texts, String says, PackageRecord build, Set<String> found) {
    for (String text : texts) {
      specs
          .clash(text)
          .ifPresent(
              locked ->
                  found.add(
                      build.name() + " " + build.version() + says + text + "`, locked is " + locked));
    }
  }
}
