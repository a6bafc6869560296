package dev.hermetic.tree;

import dev.hermetic.graph.Edge;
import dev.hermetic.graph.LockGraph;
import dev.hermetic.graph.Root;
import dev.hermetic.graph.Route;
import dev.hermetic.lockfile.LockedPackage;
import dev.hermetic.lockfile.LockedPackage.Manager;
import dev.hermetic.lockfile.Lockfile;
import dev.hermetic.platform.Platform;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Why a package is in a lock on one platform, and why it is not newer there.
 *
 * @param asked the specs that name it
 * @param routes for each other spec that leads to it, the shortest way
 * @param limits what the user limits it with, without asking for it
 * @param holders the packages that depend on it, sorted by name
 */
public record Why(
    Platform platform,
    LockedPackage locked,
    List<Root> asked,
    List<Route> routes,
    List<Root> limits,
    List<Edge> holders,
    Newer newer) {
  public Why {
    asked = List.copyOf(asked);
    routes = List.copyOf(routes);
    limits = List.copyOf(limits);
    holders = List.copyOf(holders);
  }

  /** For every platform that has the package: one of conda goes before one of pip. */
  public static List<Why> of(Lockfile lock, List<LockGraph> graphs, String name, Known known) {
    List<Why> found = new ArrayList<>();
    for (LockGraph graph : graphs) {
      Optional<LockedPackage> locked =
          graph.find(Manager.CONDA, name).or(() -> graph.find(Manager.PIP, name));
      locked.ifPresent(one -> found.add(of(lock, graph, one, known)));
    }
    return found;
  }

  private static Why of(Lockfile lock, LockGraph graph, LockedPackage locked, Known known) {
    List<Root> asked = graph.roots(locked);
    List<Route> routes = new ArrayList<>();
    for (Root root : graph.roots()) {
      if (!asked.contains(root)) {
        LockGraph alone = LockGraph.of(lock, graph.platform(), List.of(root));
        alone
            .find(locked.manager(), locked.name())
            .flatMap(alone::route)
            .ifPresent(routes::add);
      }
    }
    return new Why(
        graph.platform(),
        locked,
        asked,
        routes,
        graph.limits(locked),
        graph.dependents(locked),
        new NewerSearch(graph, known).of(locked));
  }

  /** Whether it came along only: others need it, and no spec names it. */
  public boolean isShadow() {
    return asked.isEmpty() && !routes.isEmpty();
  }
}
