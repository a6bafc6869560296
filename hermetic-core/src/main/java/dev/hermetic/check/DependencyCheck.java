package dev.hermetic.check;

import dev.hermetic.graph.Edge;
import dev.hermetic.graph.LockGraph;
import dev.hermetic.lockfile.LocatedLock;
import dev.hermetic.lockfile.LockedPackage;
import dev.hermetic.lockfile.LockedPackage.Manager;
import dev.hermetic.lockfile.PackageAddress;
import dev.hermetic.match.InvalidMatchSpecException;
import dev.hermetic.match.MatchSpec;
import dev.hermetic.platform.Platform;
import dev.hermetic.platform.VirtualPackage;
import dev.hermetic.platform.VirtualPackages;
import dev.hermetic.version.InvalidVersionException;
import dev.hermetic.version.Version;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Checks that what locked conda packages need is locked, and that somebody needs each of them. */
final class DependencyCheck {
  private record Question(String name, String constraint, String version, String build) {
    // Written out: what the compiler makes of a record is slow to link when first called.
    @Override
    public boolean equals(@Nullable Object object) {
      return object instanceof Question other
          && name.equals(other.name)
          && constraint.equals(other.constraint)
          && version.equals(other.version)
          && build.equals(other.build);
    }

    @Override
    public int hashCode() {
      return (31 * name.hashCode() + constraint.hashCode()) * 31 + version.hashCode();
    }
  }

  private final CheckRequest request;
  private final LocatedLock located;
  private final Findings findings;
  private final Fixes fixes;

  /** The same few thousand questions come on every platform. */
  private final Map<Question, Boolean> answers = new HashMap<>();

  /** Versions by their text, and build strings by URL: many need the same package. */
  private final Map<String, Version> versions = new HashMap<>();

  private final Map<String, String> builds = new HashMap<>();

  /** By their text; empty where it is no spec. Builds differ from platform to platform, specs seldom. */
  private final Map<String, Optional<MatchSpec>> specs = new HashMap<>();

  DependencyCheck(CheckRequest request, LocatedLock located, Findings findings, Fixes fixes) {
    this.request = request;
    this.located = located;
    this.findings = findings;
    this.fixes = fixes;
  }

  void check(LockGraph graph) {
    for (LockedPackage locked : graph.packages()) {
      if (locked.manager() != Manager.CONDA) {
        continue;
      }
      for (Edge edge : graph.dependencies(locked)) {
        if (edge.isVirtual()) {
          machine(edge, graph.platform());
        } else {
          dependency(edge, graph.platform());
        }
      }
    }
    findings.addUnneeded(
        graph,
        graph.unneeded().stream().filter(one -> one.manager() == Manager.CONDA).toList(),
        located,
        fixes);
  }

  private void dependency(Edge edge, Platform platform) {
    if (edge.to().isEmpty()) {
      add("HERM-CHECK-014", edge, "which is not locked", platform);
      return;
    }
    LockedPackage to = edge.to().get();
    if (!edge.isUnconstrained() && !meets(edge, to.version(), build(to))) {
      add("HERM-CHECK-015", edge, "but " + to.version() + " is locked", platform);
    }
  }

  private String build(LockedPackage locked) {
    String known = builds.get(locked.url());
    if (known == null) {
      known = PackageAddress.build(locked).orElse("");
      builds.put(locked.url(), known);
    }
    return known;
  }

  private void machine(Edge edge, Platform platform) {
    VirtualPackages given = request.virtualPackages().get(platform);
    if (given == null) {
      return;
    }
    Optional<VirtualPackage> found =
        given.packages().stream().filter(one -> one.name().equals(edge.name())).findFirst();
    if (found.isEmpty()) {
      add("HERM-CHECK-016", edge, "which the virtual packages do not have", platform);
    } else if (!edge.isUnconstrained()
        && !meets(edge, found.get().version(), found.get().build())) {
      add("HERM-CHECK-016", edge, "but the virtual packages have " + found.get().version(), platform);
    }
  }

  private void add(String number, Edge edge, String but, Platform platform) {
    String constraint = edge.isUnconstrained() ? "" : " " + edge.constraint();
    findings.add(
        number,
        located.locations().dependency(edge.from(), edge.name()),
        edge.from().name() + " " + edge.from().version() + " needs " + edge.name() + constraint
            + ", " + but,
        number.equals("HERM-CHECK-016")
            ? fixes.orSet(
                "correct virtual-packages.yml"
                    + (edge.name().equals("__cuda") ? " or hermetic.cuda" : ""))
            : fixes.lock(),
        platform);
  }

  private boolean meets(Edge edge, String version, String build) {
    return answers.computeIfAbsent(
        new Question(edge.name(), edge.constraint(), version, build), this::meets);
  }

  private boolean meets(Question question) {
    Optional<MatchSpec> spec =
        specs.computeIfAbsent(
            question.name() + " " + question.constraint(), DependencyCheck::spec);
    try {
      return spec.isPresent()
          && spec.get()
              .matches(
                  versions.computeIfAbsent(question.version(), Version::parse), question.build());
    } catch (InvalidVersionException e) {
      return false;
    }
  }

  /** What is no constraint cannot be met; the text is in the problem. */
  private static Optional<MatchSpec> spec(String text) {
    try {
      return Optional.of(MatchSpec.parse(text));
    } catch (InvalidMatchSpecException | InvalidVersionException e) {
      return Optional.empty();
    }
  }
}
