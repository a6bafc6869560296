package dev.hermetic.check;

import dev.hermetic.environment.Environment.PlatformRequest;
import dev.hermetic.graph.LockGraph;
import dev.hermetic.lockfile.LocatedLock;
import dev.hermetic.lockfile.LockedPackage.Manager;
import dev.hermetic.lockfile.Lockfile;
import dev.hermetic.platform.Platform;
import dev.hermetic.problem.HermeticException;
import dev.hermetic.problem.Problem;
import dev.hermetic.pypi.request.PipRequest;
import dev.hermetic.work.Ahead;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * Decides whether a lock answers its environment files: with no network and no solve, and whoever
 * wrote the lock. Every spec is met by a locked package and every dependency by another one or by
 * the machine; categories, channels, platforms, virtual packages and settings are those of the
 * request; the lock holds nothing that nobody needs, no credential, and nothing that was changed by hand; its
 * explicit files say the same.
 *
 * <p>conda-lock's content hash need not agree: it also changes where the answer does not.
 */
public final class LockCheck {
  private final CheckRequest request;
  private final Findings findings = new Findings();

  private LockCheck(CheckRequest request) {
    this.request = request;
  }

  /**
   * Checks a lock.
   *
   * @throws HermeticException when a channel is none or may not be used, HERM-CHAN-nnn
   */
  public static CheckResult check(CheckRequest request, LocatedLock located) {
    return new LockCheck(request).check(located);
  }

  private CheckResult check(LocatedLock located) {
    // Explicit files hang on the lock alone: the order of their lines is worked out beside the rest.
    try (Ahead<List<Problem>> explicit = Ahead.start(() -> explicit(located))) {
      return check(located, explicit);
    }
  }

  private List<Problem> explicit(LocatedLock located) {
    Findings found = new Findings();
    if (request.explicitFiles()) {
      new ExplicitCheck(request, located, found).check();
    }
    return found.problems();
  }

  private CheckResult check(LocatedLock located, Ahead<List<Problem>> explicit) {
    Lockfile lock = located.lockfile();
    Fixes fixes = new Fixes(request.shownLockfile());
    new MetadataCheck(request, findings, fixes).check(located);
    RootCheck roots = new RootCheck(request, located, findings, fixes);
    DependencyCheck dependencies = new DependencyCheck(request, located, findings, fixes);
    TreeSet<Platform> both = new TreeSet<>(request.environment().platforms());
    both.retainAll(lock.metadata().platforms());
    List<LockGraph> graphs = new ArrayList<>();
    for (Platform platform : both) {
      graphs.add(graph(lock, platform));
    }
    graphs.forEach(roots::check);
    graphs.forEach(dependencies::check);
    if (!request.pipIgnored()) {
      graphs.forEach(new PipCheck(request, located, findings, fixes)::check);
    }
    both.forEach(new SourceCheck(request, located, findings, fixes)::check);
    graphs.stream()
        .filter(this::tellsCategories)
        .forEach(new CategoryCheck(located, findings, fixes)::check);
    new EntryCheck(located, findings, fixes).check();
    List<Problem> problems = new ArrayList<>(located.problems());
    problems.addAll(findings.problems());
    problems.addAll(explicit.get());
    return new CheckResult(
        problems,
        findings.notes(),
        lock.packages().size(),
        lock.metadata().platforms().size(),
        false);
  }

  /** What a pip package needs belongs in its category, which those who are not read would tell. */
  private boolean tellsCategories(LockGraph graph) {
    PipRequest pip = request.pip().get(graph.platform());
    boolean unread = request.pipIgnored() || pip != null && !pip.locals().isEmpty();
    boolean locked = graph.packages().stream().anyMatch(one -> one.manager() == Manager.PIP);
    if (unread && locked) {
      findings.note("categories unchecked: not all that asks for the locked pip packages is known");
    }
    return !(unread && locked);
  }

  private LockGraph graph(Lockfile lock, Platform platform) {
    PlatformRequest asked = request.environment().requests().get(platform);
    PipRequest pip = request.pip().get(platform);
    return pip == null ? LockGraph.of(lock, asked) : LockGraph.of(lock, asked, pip);
  }
}
