package dev.hermetic.scan;

import dev.hermetic.graph.LockGraph;
import dev.hermetic.graph.Route;
import dev.hermetic.lockfile.LockedPackage;
import dev.hermetic.lockfile.LockedPackage.Manager;
import dev.hermetic.problem.Redaction;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** The packages of a lock, each version of them once, and the ways that lead to them. */
final class LockPackages {
  private final SortedMap<Subject, List<Placed>> packages = new TreeMap<>();

  /** A package on one platform. */
  private record Placed(LockGraph graph, LockedPackage locked) {}

  private record Key(Manager manager, String name, String version) {}

  private LockPackages() {}

  static LockPackages of(List<LockGraph> graphs) {
    Map<Key, List<Placed>> same = new LinkedHashMap<>();
    for (LockGraph graph : graphs) {
      for (LockedPackage locked : graph.packages()) {
        same.computeIfAbsent(
                new Key(locked.manager(), locked.name(), locked.version()),
                key -> new ArrayList<>())
            .add(new Placed(graph, locked));
      }
    }
    LockPackages all = new LockPackages();
    same.forEach(
        (key, placed) ->
            all.packages.put(
                new Subject(
                    key.manager() == Manager.PIP ? Origin.PIP : Origin.CONDA,
                    key.name(),
                    key.version(),
                    placed.stream().map(one -> one.graph().platform().subdir()).toList()),
                placed));
    return all;
  }

  /**
   * All packages with their names in advisories. What a package needs, by which it is known for one
   * of Python or R, is the same on all platforms.
   */
  List<Identified> identified(LockIdentities identities) {
    return packages.entrySet().stream()
        .map(one -> identities.of(one.getValue().get(0).locked(), one.getKey()))
        .toList();
  }

  /** The shortest way on each platform, equal ones joined; empty for what is in no lock. */
  List<Way> ways(Subject subject) {
    Map<List<String>, List<String>> platforms = new LinkedHashMap<>();
    for (Placed one : packages.getOrDefault(subject, List.of())) {
      platforms
          .computeIfAbsent(way(one), key -> new ArrayList<>())
          .add(one.graph().platform().subdir());
    }
    return platforms.entrySet().stream()
        .map(
            one ->
                new Way(
                    one.getValue(),
                    one.getKey().get(0),
                    one.getKey().subList(1, one.getKey().size())))
        .toList();
  }

  /** The text of the root, empty for none, then the names. */
  private static List<String> way(Placed placed) {
    List<String> way = new ArrayList<>();
    Route route = placed.graph().route(placed.locked()).orElse(null);
    if (route == null) {
      return List.of("", placed.locked().name());
    }
    way.add(Redaction.redact(route.root().text()));
    way.add(route.start().name());
    route.edges().forEach(edge -> edge.to().ifPresent(to -> way.add(to.name())));
    return way;
  }
}
