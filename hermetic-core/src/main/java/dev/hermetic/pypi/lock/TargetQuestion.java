package dev.hermetic.pypi.lock;

import dev.hermetic.lockfile.LockedPackage;
import dev.hermetic.pypi.names.CondaNames;
import dev.hermetic.pypi.request.AskedRequirement;
import dev.hermetic.pypi.requirement.MarkerEnvironment;
import dev.hermetic.pypi.requirement.ProjectName;
import dev.hermetic.pypi.resolve.Provided;
import dev.hermetic.pypi.resolve.ResolveRequest;
import dev.hermetic.pypi.resolve.Root;
import dev.hermetic.pypi.tag.TagSet;
import dev.hermetic.pypi.tag.WheelTarget;
import dev.hermetic.pypi.version.PypiVersion;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What is to be resolved for one target with one Python, and what answers it. */
final class TargetQuestion {
  private final PipTarget target;
  private final Context context;
  private final WheelTarget wheels;
  private final Map<ProjectName, SortedSet<String>> hashes;
  private final TargetSource source;
  private final ResolveRequest request;

  /**
   * What all questions of one kind have in common.
   *
   * @param newest files that were uploaded later are left alone; null for no limit
   */
  record Context(
      ProjectFiles files,
      DistributionMetadata metadata,
      CondaNames names,
      @Nullable Instant newest,
      Fetches fetches) {}

  TargetQuestion(PipTarget target, Context context, WheelTarget wheels) {
    this.target = target;
    this.context = context;
    this.wheels = wheels;
    this.hashes = hashes(target, wheels.markers());
    SortedMap<ProjectName, PypiVersion> preferred = new TreeMap<>();
    Map<ProjectName, String> lockedFiles = new HashMap<>();
    for (LockedPackage one : target.locked()) {
      ProjectName name = ProjectName.of(one.name());
      PypiVersion.tryParse(one.version()).ifPresent(version -> preferred.put(name, version));
      if (one.sha256() != null) {
        lockedFiles.put(name, one.sha256());
      }
    }
    TagSet tags = wheels.tags();
    Releases releases = new Releases(tags, context.newest(), hashes, lockedFiles);
    SortedMap<ProjectName, Provided> provided =
        CondaProjects.of(target.records(), context.names());
    this.source =
        new TargetSource(
            context.files(),
            context.metadata(),
            releases,
            new DirectFiles(tags),
            wheels.python(),
            new LookAhead(context, releases, wheels.markers(), provided.keySet(), preferred));
    List<Root> limits = new ArrayList<>(roots(target.request().constraints()));
    SortedSet<ProjectName> upgraded = new TreeSet<>();
    for (Root root : target.upgrades()) {
      limits.add(root);
      upgraded.add(root.requirement().name());
    }
    this.request =
        new ResolveRequest(
            roots(target.request().requirements()),
            limits,
            wheels.markers(),
            provided,
            preferred,
            upgraded,
            target.request().prereleases());
  }

  /** The same with another Python in the place of conda's. */
  TargetQuestion with(PypiVersion python) {
    return new TargetQuestion(
        target,
        context,
        new WheelTarget(
            wheels.platform(), wheels.virtualPackages(), python, wheels.freeThreaded()));
  }

  PipTarget target() {
    return target;
  }

  PypiVersion python() {
    return wheels.python();
  }

  ResolveRequest request() {
    return request;
  }

  TargetSource source() {
    return source;
  }

  SortedMap<ProjectName, Provided> provided() {
    return request.provided();
  }

  /** {@code algorithm:hex}, of which a file has to have one, of projects asked for with some. */
  Map<ProjectName, SortedSet<String>> hashes() {
    return hashes;
  }

  @Nullable Instant newest() {
    return context.newest();
  }

  private static List<Root> roots(List<AskedRequirement> asked) {
    return asked.stream().map(one -> new Root(one.requirement(), one.location())).toList();
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
}
