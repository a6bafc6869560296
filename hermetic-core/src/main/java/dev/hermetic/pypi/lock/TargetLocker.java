package dev.hermetic.pypi.lock;

import dev.hermetic.event.Event;
import dev.hermetic.event.Listener;
import dev.hermetic.fetch.Fetcher;
import dev.hermetic.lockfile.LockedPackage;
import dev.hermetic.problem.HermeticException;
import dev.hermetic.problem.Location;
import dev.hermetic.problem.Problem;
import dev.hermetic.pypi.names.CondaNames;
import dev.hermetic.pypi.request.AskedRequirement;
import dev.hermetic.pypi.request.LocalSource;
import dev.hermetic.pypi.request.VcsReference;
import dev.hermetic.pypi.requirement.MarkerEnvironment;
import dev.hermetic.pypi.requirement.ProjectName;
import dev.hermetic.pypi.resolve.Pinned;
import dev.hermetic.pypi.resolve.Provided;
import dev.hermetic.pypi.resolve.Resolution;
import dev.hermetic.pypi.resolve.ResolveLimitException;
import dev.hermetic.pypi.resolve.ResolveRequest;
import dev.hermetic.pypi.resolve.Resolver;
import dev.hermetic.pypi.resolve.Root;
import dev.hermetic.pypi.resolve.UnresolvableException;
import dev.hermetic.pypi.tag.TagSet;
import dev.hermetic.pypi.tag.WheelTarget;
import dev.hermetic.pypi.version.PypiVersion;
import dev.hermetic.record.PackageRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Resolves the pip packages of one platform and makes their entries. */
final class TargetLocker {
  private final ProjectFiles files;
  private final DistributionMetadata metadata;
  private final CondaNames names;
  private final Fetcher fetcher;
  private final @Nullable Instant newest;
  private final Listener listener;

  TargetLocker(
      ProjectFiles files,
      DistributionMetadata metadata,
      CondaNames names,
      Fetcher fetcher,
      @Nullable Instant newest,
      Listener listener) {
    this.files = files;
    this.metadata = metadata;
    this.names = names;
    this.fetcher = fetcher;
    this.newest = newest;
    this.listener = listener;
  }

  /**
   * What one platform came to.
   *
   * @param names as {@link LockedPip#names}
   * @param built releases of which there are source distributions alone
   * @param ofUnknownAge addresses of files whose time of upload is not known, where it counts
   * @param notes what to tell beside the reason
   * @param why why there is no answer, null where there is one
   */
  record Outcome(
      PipTarget target,
      List<LockedPackage> packages,
      SortedMap<String, String> names,
      List<String> built,
      List<Problem> warnings,
      SortedSet<String> ofUnknownAge,
      List<String> notes,
      @Nullable UnresolvableException why) {}

  Outcome lock(PipTarget target) {
    String stage = "pip:" + target.platform();
    listener.on(new Event.StageStarted(stage, "Resolving pip packages of " + target.platform()));
    long begin = System.nanoTime();
    WheelTarget wheels = wheelTarget(target);
    requireLockable(target, wheels.markers());
    Outcome outcome = resolve(target, wheels);
    listener.on(
        outcome.why() == null
            ? new Event.StageFinished(
                stage,
                "Resolved " + target.platform() + ": " + outcome.packages().size()
                    + " pip packages",
                (System.nanoTime() - begin) / 1_000_000)
            : new Event.StageDropped(stage));
    return outcome;
  }

  private Outcome resolve(PipTarget target, WheelTarget wheels) {
    TagSet tags = wheels.tags();
    Map<ProjectName, SortedSet<String>> hashes = hashes(target, wheels.markers());
    SortedMap<ProjectName, PypiVersion> preferred = new TreeMap<>();
    Map<ProjectName, String> lockedFiles = new HashMap<>();
    for (LockedPackage one : target.locked()) {
      ProjectName name = ProjectName.of(one.name());
      PypiVersion.tryParse(one.version()).ifPresent(version -> preferred.put(name, version));
      if (one.sha256() != null) {
        lockedFiles.put(name, one.sha256());
      }
    }
    TargetSource source =
        new TargetSource(
            files,
            metadata,
            new Releases(tags, newest, hashes, lockedFiles),
            new DirectFiles(tags),
            wheels.python());
    SortedMap<ProjectName, Provided> provided = CondaProjects.of(target.records(), names);
    List<Root> limits = new ArrayList<>(roots(target.request().constraints()));
    SortedSet<ProjectName> upgraded = new TreeSet<>();
    for (Root root : target.upgrades()) {
      limits.add(root);
      upgraded.add(root.requirement().name());
    }
    ResolveRequest request =
        new ResolveRequest(
            roots(target.request().requirements()),
            limits,
            wheels.markers(),
            provided,
            preferred,
            upgraded,
            target.request().prereleases());
    try {
      return entries(target, new Resolver(source).resolve(request), source, provided, hashes);
    } catch (ResolveLimitException e) {
      throw new HermeticException(
          PipProblems.givenUp(target.section(), target.platform(), e.clashes()), e);
    } catch (UnresolvableException e) {
      return new Outcome(
          target,
          List.of(),
          new TreeMap<>(),
          List.of(),
          List.of(),
          new TreeSet<>(),
          Failures.notes(target, source, provided, e),
          e);
    }
  }

  private Outcome entries(
      PipTarget target,
      Resolution resolution,
      TargetSource source,
      SortedMap<ProjectName, Provided> provided,
      Map<ProjectName, SortedSet<String>> hashes) {
    PipEntries entries = new PipEntries(fetcher, hashes);
    List<LockedPackage> packages = new ArrayList<>();
    List<String> built = new ArrayList<>();
    List<Problem> warnings = new ArrayList<>();
    SortedSet<String> unknown = new TreeSet<>();
    for (Pinned pinned : resolution.packages()) {
      String title = pinned.candidate().name() + " " + pinned.candidate().version();
      if (source.repository(pinned.candidate()).isPresent()) {
        warnings.add(
            PipProblems.unreadRepository(
                place(target, pinned.candidate().name()),
                pinned.candidate().name().toString()));
        packages.add(entries.entry(pinned, source, target.platform()));
        continue;
      }
      Release release = source.release(pinned.candidate());
      if (!release.file().isWheel()) {
        built.add(title);
        continue;
      }
      if (release.yanked() != null) {
        warnings.add(PipProblems.withdrawn(title, release.yanked()));
      }
      if (newest != null && release.file().uploaded() == null) {
        unknown.add(release.file().url());
      }
      packages.add(entries.entry(pinned, source, target.platform()));
    }
    SortedMap<String, String> others = new TreeMap<>();
    for (ProjectName used : resolution.used()) {
      Provided by = provided.get(used);
      if (by != null && !CondaProjects.hasOwnName(by.packageName(), used)) {
        others.put(by.packageName(), used.normalised());
      }
    }
    return new Outcome(target, packages, others, built, warnings, unknown, List.of(), null);
  }

  private static List<Root> roots(List<AskedRequirement> asked) {
    return asked.stream().map(one -> new Root(one.requirement(), one.location())).toList();
  }

  private static Location place(PipTarget target, ProjectName name) {
    return target.request().requirements().stream()
        .filter(one -> one.requirement().name().equals(name))
        .map(AskedRequirement::location)
        .findFirst()
        .orElse(target.section());
  }

  private static Map<ProjectName, SortedSet<String>> hashes(
      PipTarget target, MarkerEnvironment markers) {
    Map<ProjectName, SortedSet<String>> hashes = new HashMap<>();
    for (AskedRequirement asked : target.request().requirements()) {
      if (!asked.hashes().isEmpty() && asked.requirement().applies(markers)) {
        // Asked for twice, a file has to have one of both: what both have in common.
        hashes.merge(
            asked.requirement().name(),
            new TreeSet<>(asked.hashes()),
            (one, other) -> {
              SortedSet<String> both = new TreeSet<>(one);
              both.retainAll(other);
              return both;
            });
      }
    }
    return hashes;
  }

  private static WheelTarget wheelTarget(PipTarget target) {
    Optional<PackageRecord> python =
        target.records().stream().filter(one -> one.name().equals("python")).findFirst();
    Optional<PypiVersion> version =
        python.flatMap(one -> PypiVersion.tryParse(one.version()));
    if (python.isEmpty() || version.isEmpty() || version.get().release().size() < 2) {
      throw new HermeticException(PipProblems.noPython(target.section(), target.platform()));
    }
    if (python.get().build().contains("pypy") || python.get().build().contains("graalpy")) {
      throw new HermeticException(
          PipProblems.otherPython(
              target.section(),
              target.platform(),
              "python " + python.get().version() + " " + python.get().build()));
    }
    boolean freeThreaded =
        target.records().stream()
            .filter(one -> one.name().equals("python_abi") || one.name().equals("python"))
            .anyMatch(one -> one.build().matches(".*cp3\\d+t"));
    return new WheelTarget(
        target.platform(), target.virtualPackages(), version.get(), freeThreaded);
  }

  /** Tells at once what no resolving could mend. */
  private static void requireLockable(PipTarget target, MarkerEnvironment markers) {
    List<Problem> problems = new ArrayList<>();
    for (LocalSource local : target.request().locals()) {
      problems.add(PipProblems.local(local.location(), local.reference(), local.editable()));
    }
    for (AskedRequirement asked : target.request().requirements()) {
      String url = asked.requirement().url();
      if (url != null && asked.requirement().applies(markers)) {
        VcsReference.parse(url)
            .filter(vcs -> !vcs.isPinned())
            .ifPresent(vcs -> problems.add(PipProblems.unpinned(asked.location(), url)));
      }
    }
    if (!problems.isEmpty()) {
      throw new HermeticException(problems);
    }
  }
}
