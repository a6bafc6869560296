package dev.hermetic.check;

import dev.hermetic.graph.LockGraph;
import dev.hermetic.lockfile.LocatedLock;
import dev.hermetic.lockfile.LockedPackage;
import dev.hermetic.lockfile.LockedPackage.Manager;
import dev.hermetic.lockfile.OwnMetadata;
import dev.hermetic.lockfile.ProjectVersion;
import dev.hermetic.problem.Redaction;
import dev.hermetic.pypi.request.AskedPython;
import dev.hermetic.pypi.request.AskedRequirement;
import dev.hermetic.pypi.request.LocalSource;
import dev.hermetic.pypi.request.PipRequest;
import dev.hermetic.pypi.request.VcsReference;
import dev.hermetic.pypi.requirement.MarkerEnvironment;
import dev.hermetic.pypi.requirement.PypiRequirement;
import dev.hermetic.pypi.tag.WheelTarget;
import dev.hermetic.pypi.version.PypiVersion;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Checks that every requirement of a pip section that applies to a platform is met: by a pip package
 * or by a conda package that is that project.
 */
final class PipRootCheck {
  private final LocatedLock located;
  private final Findings findings;
  private final Fixes fixes;

  PipRootCheck(LocatedLock located, Findings findings, Fixes fixes) {
    this.located = located;
    this.findings = findings;
    this.fixes = fixes;
  }

  /** @param target empty where no Python is locked: then every requirement applies */
  void check(LockGraph graph, PipRequest request, Optional<WheelTarget> target) {
    target.ifPresent(one -> python(request, one.python(), graph));
    Optional<MarkerEnvironment> markers = target.map(WheelTarget::markers);
    for (AskedRequirement asked : request.requirements()) {
      if (markers.map(asked.requirement()::applies).orElse(true)) {
        root(asked, graph);
      }
    }
    for (AskedRequirement limit : request.constraints()) {
      if (markers.map(limit.requirement()::applies).orElse(true)) {
        graph.project(limit.requirement().name()).ifPresent(to -> met(limit, to, graph));
      }
    }
    for (LocalSource local : request.locals()) {
      findings.note(
          "pip entry unchecked: what `" + Redaction.redact(local.reference())
              + "` is, its own files tell, which a lock does not have");
    }
  }

  private void python(PipRequest request, PypiVersion locked, LockGraph graph) {
    for (AskedPython asked : request.pythons()) {
      if (!asked.allows(locked)) {
        findings.add(
            "HERM-CHECK-008",
            asked.location(),
            "requires-python " + asked.specifiers() + " is not met by python " + locked,
            fixes.lock(),
            graph.platform());
      }
    }
  }

  private void root(AskedRequirement asked, LockGraph graph) {
    LockedPackage to = graph.project(asked.requirement().name()).orElse(null);
    if (to == null) {
      findings.add(
          "HERM-CHECK-008",
          asked.location(),
          "the pip entry `" + asked.requirement().text() + "` is not in the lock",
          fixes.lock(),
          graph.platform());
      return;
    }
    met(asked, to, graph);
    boolean ours = OwnMetadata.isOurs(located.lockfile().metadata());
    if (!asked.requirement().extras().isEmpty() && !ours) {
      findings.note(
          "extras unchecked: which packages they stand for, a lock of another tool does not say");
    }
  }

  private void met(AskedRequirement asked, LockedPackage to, LockGraph graph) {
    @Nullable String but = but(asked, to);
    if (but != null) {
      findings.addLocked(
          "HERM-CHECK-008",
          asked.location(),
          "the pip entry `" + asked.requirement().text() + "` is not met by " + to.name() + " "
              + to.version() + but,
          located.locations().of(to),
          fixes.lock(),
          graph.platform());
    }
  }

  /** What keeps the package from meeting it, behind its version; null when nothing does. */
  private static @Nullable String but(AskedRequirement asked, LockedPackage to) {
    PypiRequirement requirement = asked.requirement();
    boolean conda = to.manager() == Manager.CONDA;
    if (requirement.directUrl().isPresent()) {
      return conda || !isFrom(requirement.directUrl().get(), to)
          ? " from " + (conda ? "a conda channel" : source(to))
          : null;
    }
    Optional<PypiVersion> version = ProjectVersion.of(to);
    if (version.filter(one -> requirement.specifiers().contains(one, true)).isEmpty()) {
      return conda ? " of conda" : "";
    }
    boolean named = asked.hashes().stream().anyMatch(hash -> hash.startsWith("sha256:"));
    boolean has = asked.hashes().contains("sha256:" + to.sha256());
    return named && !conda && !has ? ", whose checksum is none of those" : null;
  }

  /** Whether it is the very file or commit. */
  private static boolean isFrom(String url, LockedPackage locked) {
    Optional<VcsReference> vcs = VcsReference.parse(url);
    if (vcs.isEmpty()) {
      return bare(url).equals(bare(source(locked))) || bare(url).equals(bare(locked.url()));
    }
    Optional<VcsReference> from = VcsReference.parse(source(locked));
    String place = bare(vcs.get().url()).replaceFirst("\\.git$", "");
    // conda-lock writes the place without the kind, and the commit in place of the checksum.
    String there = bare(from.map(VcsReference::url).orElse(source(locked)));
    return place.equals(there.replaceFirst("\\.git$", ""))
        && (!vcs.get().isPinned()
            || vcs.get().revision().equals(Optional.ofNullable(locked.sha256())));
  }

  private static String source(LockedPackage locked) {
    return locked.sourceUrl() == null ? locked.url() : locked.sourceUrl();
  }

  /** Without fragment and credentials, which a lock has none of. */
  private static String bare(String url) {
    int hash = url.indexOf('#');
    String address = hash < 0 ? url : url.substring(0, hash);
    return address.replaceFirst("://[^/@]*@", "://");
  }
}
