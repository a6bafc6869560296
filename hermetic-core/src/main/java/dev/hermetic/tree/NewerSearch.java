package dev.hermetic.tree;

import dev.hermetic.graph.Edge;
import dev.hermetic.graph.LockGraph;
import dev.hermetic.lockfile.LockedPackage;
import dev.hermetic.lockfile.LockedPackage.Manager;
import dev.hermetic.pypi.version.PypiVersion;
import dev.hermetic.record.Candidate;
import dev.hermetic.record.PackageRecord;
import dev.hermetic.version.InvalidVersionException;
import dev.hermetic.version.Version;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Looks for newer records of packages of one platform of a lock. What the repodata say of the locked
 * packages is read once, however many are asked for. Not for several threads at once.
 */
public final class NewerSearch {
  private final LockGraph graph;
  private final Known known;
  private @Nullable LockedSpecs specs;

  public NewerSearch(LockGraph graph, Known known) {
    this.graph = graph;
    this.known = known;
  }

  /** Whether a package of the graph could be newer. */
  public Newer of(LockedPackage locked) {
    return locked.manager() == Manager.PIP ? ofPip(locked) : ofConda(locked);
  }

  private Newer ofConda(LockedPackage locked) {
    List<? extends Candidate> candidates = known.candidates(graph.platform(), locked.name());
    Optional<Version> now = version(locked.version());
    if (candidates.isEmpty() || now.isEmpty()) {
      return Newer.UNKNOWN;
    }
    TreeMap<Version, List<PackageRecord>> newer = new TreeMap<>(Comparator.reverseOrder());
    // A version has many builds.
    Map<String, Optional<Version>> newerVersions = new HashMap<>();
    for (Candidate one : candidates) {
      newerVersions
          .computeIfAbsent(
              one.version(),
              text -> version(text).filter(version -> version.compareTo(now.get()) > 0))
          .ifPresent(
              version ->
                  newer.computeIfAbsent(version, key -> new ArrayList<>()).add(one.record()));
    }
    newer.values().forEach(builds -> builds.sort(Comparator.comparing(PackageRecord::fileName)));
    if (newer.isEmpty()) {
      return Newer.NEWEST;
    }
    if (specs == null) {
      specs = new LockedSpecs(graph, known);
    }
    Holders holders = new Holders(locked, graph, specs);
    Optional<String> free = Optional.empty();
    for (Map.Entry<Version, List<PackageRecord>> one : newer.entrySet()) {
      if (holders.letOne(one.getKey(), one.getValue())) {
        free = Optional.of(one.getValue().get(0).version());
        break;
      }
    }
    Map.Entry<Version, List<PackageRecord>> newest = newer.firstEntry();
    return Newer.than(
        newest.getValue().get(0).version(), holders.of(newest.getKey(), newest.getValue()), free);
  }

  private Newer ofPip(LockedPackage locked) {
    List<String> versions = known.versions(locked);
    Optional<PypiVersion> now = PypiVersion.tryParse(locked.version());
    if (versions.isEmpty() || now.isEmpty()) {
      return Newer.UNKNOWN;
    }
    List<String> newer =
        versions.stream()
            .flatMap(text -> PypiVersion.tryParse(text).stream())
            .filter(version -> version.compareTo(now.get()) > 0)
            .sorted(Comparator.reverseOrder())
            .map(PypiVersion::toString)
            .toList();
    if (newer.isEmpty()) {
      return Newer.NEWEST;
    }
    return Newer.than(
        newer.get(0),
        holders(locked, newer.get(0)),
        newer.stream().filter(one -> holders(locked, one).isEmpty()).findFirst());
  }

  private List<String> holders(LockedPackage locked, String version) {
    List<String> holders = new ArrayList<>();
    Stream.concat(graph.roots(locked).stream(), graph.limits(locked).stream())
        .filter(root -> root.rulesOut(Manager.PIP, version, ""))
        .forEach(root -> holders.add(Says.spec(root)));
    for (Edge edge : graph.dependents(locked)) {
      if (edge.rulesOut(Manager.PIP, version)) {
        holders.add(Says.needs(edge));
      }
    }
    return holders.stream().distinct().toList();
  }

  /** The version that a text is; empty where it is none. */
  static Optional<Version> version(String text) {
    try {
      return Optional.of(Version.parse(text));
    } catch (InvalidVersionException e) {
      return Optional.empty();
    }
  }
}
