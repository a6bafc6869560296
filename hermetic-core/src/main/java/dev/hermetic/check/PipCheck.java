package dev.hermetic.check;

import dev.hermetic.graph.Edge;
import dev.hermetic.graph.LockGraph;
import dev.hermetic.lockfile.LocatedLock;
import dev.hermetic.lockfile.LockedPackage;
import dev.hermetic.lockfile.LockedPackage.Manager;
import dev.hermetic.lockfile.LockedPython;
import dev.hermetic.lockfile.PackageAddress;
import dev.hermetic.lockfile.ProjectVersion;
import dev.hermetic.platform.Platform;
import dev.hermetic.platform.VirtualPackage;
import dev.hermetic.platform.VirtualPackages;
import dev.hermetic.pypi.request.PipRequest;
import dev.hermetic.pypi.requirement.ProjectName;
import dev.hermetic.pypi.tag.InvalidWheelNameException;
import dev.hermetic.pypi.tag.TagSet;
import dev.hermetic.pypi.tag.WheelName;
import dev.hermetic.pypi.tag.WheelTarget;
import dev.hermetic.pypi.version.PypiVersion;
import java.util.List;
import java.util.Optional;

/**
 * Checks the pip packages of a lock: that what they need is locked, by pip or by conda, that their
 * wheels fit the locked Python and the machine, and that nothing is there in two versions.
 */
final class PipCheck {
  private final CheckRequest request;
  private final LocatedLock located;
  private final Findings findings;
  private final Fixes fixes;

  PipCheck(CheckRequest request, LocatedLock located, Findings findings, Fixes fixes) {
    this.request = request;
    this.located = located;
    this.findings = findings;
    this.fixes = fixes;
  }

  void check(LockGraph graph) {
    Optional<PipRequest> asked = Optional.ofNullable(request.pip().get(graph.platform()));
    List<LockedPackage> locked =
        graph.packages().stream().filter(one -> one.manager() == Manager.PIP).toList();
    Optional<WheelTarget> target =
        LockedPython.target(located.lockfile(), graph.platform(), machine(graph.platform()));
    asked.ifPresent(
        one ->
            new PipRootCheck(located, findings, fixes)
                .check(graph, one, target));
    if (!locked.isEmpty() && target.isEmpty()) {
      findings.add(
          "HERM-CHECK-022",
          located.locations().of(locked.get(0)),
          "pip packages are locked, but no CPython to install them with",
          fixes.orSet("ask for python in the environment file"),
          graph.platform());
    }
    for (LockedPackage one : locked) {
      for (Edge edge : graph.dependencies(one)) {
        dependency(edge, graph.platform());
      }
      twice(one, graph);
      if (one.sha256() == null) {
        findings.add(
            "HERM-CHECK-024",
            located.locations().of(one),
            one.name() + " " + one.version() + " has no sha256: nobody can tell its file from another",
            fixes.undoOrLock(),
            graph.platform());
      }
      target.map(WheelTarget::tags).ifPresent(tags -> file(one, tags));
    }
    // Of an entry whose name only its own files tell, nothing can be said.
    if (asked.filter(one -> one.locals().isEmpty()).isPresent()) {
      unneeded(graph);
    }
  }

  private List<VirtualPackage> machine(Platform platform) {
    VirtualPackages given = request.virtualPackages().get(platform);
    return given == null ? List.of() : given.packages();
  }

  private void dependency(Edge edge, Platform platform) {
    String constraint = edge.isUnconstrained() ? "" : " " + edge.constraint();
    String needs =
        edge.from().name() + " " + edge.from().version() + " needs " + edge.name() + constraint;
    LockedPackage to = edge.to().orElse(null);
    if (to == null) {
      findings.add(
          "HERM-CHECK-014",
          located.locations().dependency(edge.from(), edge.name()),
          needs + ", which is not locked",
          fixes.lock(),
          platform);
    } else if (isUnmet(edge, to)) {
      findings.add(
          "HERM-CHECK-015",
          located.locations().dependency(edge.from(), edge.name()),
          needs + ", but " + to.version() + " is locked",
          fixes.lock(),
          platform);
    }
  }

  /** Of a version that is none, nobody can tell that it will do. */
  private static boolean isUnmet(Edge edge, LockedPackage to) {
    return !edge.isUnconstrained()
        && (ProjectVersion.of(to).isEmpty() || edge.rulesOut(to.manager(), to.version()));
  }

  /** The same version twice is found installed, and left alone. */
  private void twice(LockedPackage pip, LockGraph graph) {
    if (overConda(pip, graph)) {
      LockedPackage conda = conda(pip, graph).orElseThrow();
      twice(pip, conda.name() + " " + conda.version() + " of conda", graph.platform());
    }
    graph.entries(pip).stream()
        .filter(other -> !ProjectVersion.of(other).equals(ProjectVersion.of(pip)))
        .forEach(
            other ->
                twice(
                    pip, other.version() + " in category " + other.category(), graph.platform()));
  }

  private static boolean overConda(LockedPackage pip, LockGraph graph) {
    return conda(pip, graph).filter(one -> !ProjectVersion.of(one).equals(ProjectVersion.of(pip))).isPresent();
  }

  private static Optional<LockedPackage> conda(LockedPackage pip, LockGraph graph) {
    return ProjectName.isName(pip.name())
        ? Optional.ofNullable(graph.provided().get(ProjectName.of(pip.name())))
        : Optional.empty();
  }

  private void twice(LockedPackage pip, String other, Platform platform) {
    findings.add(
        "HERM-CHECK-023",
        located.locations().of(pip),
        pip.name() + " " + pip.version() + " of pip would be installed over " + other,
        fixes.lock(),
        platform);
  }

  private void file(LockedPackage locked, TagSet tags) {
    String file = fileName(locked);
    if (!WheelName.isWheel(file)) {
      findings.note(
          "pip packages to be built: what a source distribution installs, depends on the machine that"
              + " builds it");
      return;
    }
    try {
      WheelName wheel = WheelName.parse(file);
      if (!wheel.name().normalised().equals(ProjectName.normalise(locked.name()))) {
        differs(locked, "url", "that of " + wheel.name(), file);
      } else if (!Optional.of(wheel.version()).equals(PypiVersion.tryParse(locked.version()))) {
        differs(locked, "version", "that of version " + wheel.version(), file);
      } else if (!tags.fits(wheel)) {
        findings.add(
            "HERM-CHECK-022",
            located.locations().of(locked, "url"),
            locked.name() + " " + locked.version() + " cannot be installed: " + file + " "
                + tags.misfit(wheel),
            fixes.orSet("correct virtual-packages.yml"),
            locked.platform());
      }
    } catch (InvalidWheelNameException e) {
      differs(locked, "url", "not that of a wheel, for " + e.getMessage(), file);
    }
  }

  private static String fileName(LockedPackage locked) {
    String name = PackageAddress.of(locked.url()).fileName();
    int end = name.indexOf('#');
    return (end < 0 ? name : name.substring(0, end)).replace("%2B", "+").replace("%2b", "+");
  }

  private void differs(LockedPackage locked, String field, String but, String file) {
    findings.add(
        "HERM-CHECK-018",
        located.locations().of(locked, field),
        locked.name() + " " + locked.version() + " is locked, but its address is " + but + ": "
            + file,
        fixes.undoOrLock(),
        locked.platform());
  }

  private void unneeded(LockGraph graph) {
    // What conda has in another version is named for that.
    findings.addUnneeded(
        graph,
        graph.unneeded().stream()
            .filter(one -> one.manager() == Manager.PIP && !overConda(one, graph))
            .toList(),
        located,
        fixes);
  }
}
