package dev.hermetic.graph;

import dev.hermetic.environment.Environment.PlatformRequest;
import dev.hermetic.lockfile.LockedPackage;
import dev.hermetic.lockfile.LockedPackage.Manager;
import dev.hermetic.lockfile.LockedPython;
import dev.hermetic.lockfile.Lockfile;
import dev.hermetic.platform.Platform;
import dev.hermetic.pypi.names.CondaNames;
import dev.hermetic.pypi.requirement.MarkerEnvironment;
import dev.hermetic.pypi.requirement.ProjectName;
import dev.hermetic.pypi.request.PipRequest;
import dev.hermetic.pypi.tag.WheelTarget;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * The packages of one platform of a lock and their dependencies, from the root specs down. A
 * package that stands in several categories is one; virtual packages, which old locks list, are
 * none. Immutable; every list is sorted by manager (conda first) and name unless it says otherwise.
 *
 * <p>Names of conda packages are taken as they are. What a pip package needs is looked for among
 * the pip packages and then, as pip would find it installed, among the conda packages that are that
 * project of PyPI ({@link CondaNames}), by the normalised name (PEP 503).
 */
public final class LockGraph {
  private final Platform platform;
  private final PackageNames names;
  private final List<Root> roots;

  private LockGraph(Lockfile lock, Platform platform, Collection<Root> roots) {
    this.platform = platform;
    this.roots = roots.stream().filter(root -> !root.limit()).toList();
    names = new PackageNames(lock, platform);
    names.packages().forEach(this::connect);
    for (Root root : roots) {
      answer(root)
          .map(this::own)
          .ifPresent(to -> (root.limit() ? to.limits : to.asked).add(root));
    }
    walk();
  }

  /** The graph of one platform, from the conda specs alone. */
  public static LockGraph of(Lockfile lock, PlatformRequest request) {
    return new LockGraph(lock, request.platform(), Root.of(request));
  }

  /**
   * The graph of one platform.
   *
   * @param request what the environment asks of that platform
   * @param pip its pip section; a requirement whose marker does not hold for the locked Python is
   *     none
   */
  public static LockGraph of(Lockfile lock, PlatformRequest request, PipRequest pip) {
    return new LockGraph(lock, request.platform(), roots(lock, request, pip));
  }

  /** The roots of one platform for the Python of a lock. */
  public static List<Root> roots(Lockfile lock, PlatformRequest request, PipRequest pip) {
    // What a machine has beside its platform is in no marker that means anything for another one.
    Optional<MarkerEnvironment> markers =
        LockedPython.target(lock, request.platform(), List.of()).map(WheelTarget::markers);
    return Root.of(request, pip, markers);
  }

  /**
   * The graph of one platform with these roots, in the order in which a user should read them. Those
   * that only limit lead to nothing.
   */
  public static LockGraph of(Lockfile lock, Platform platform, Collection<Root> roots) {
    return new LockGraph(lock, platform, roots);
  }

  private void connect(LockedPackage from) {
    List<Edge> edges = new ArrayList<>(from.dependencies().size());
    Node node = own(from);
    List<@Nullable Node> targets = new ArrayList<>(from.dependencies().size());
    for (Map.Entry<String, String> one : from.dependencies().entrySet()) {
      Node to = names.targetNode(from.manager(), one.getKey());
      Edge edge =
          new Edge(
              from, one.getKey(), one.getValue(), to == null ? Optional.empty() : to.asTarget);
      edges.add(edge);
      targets.add(to);
      if (to != null) {
        to.dependents.add(edge);
        to.sources.add(node);
      }
    }
    node.dependencies = List.copyOf(edges);
    node.targets = targets;
  }

  /**
   * The package that is there for whoever needs a name.
   *
   * @param manager who needs it: what pip packages need, conda packages may be
   */
  public Optional<LockedPackage> target(Manager manager, String name) {
    return names.target(manager, name);
  }

  /** Breadth first, from the roots in their order: what is reached first is reached shortest. */
  private void walk() {
    Deque<Node> open = new ArrayDeque<>();
    for (Root root : roots) {
      Node to = answer(root).map(this::own).orElse(null);
      if (to != null && !to.needed) {
        to.needed = true;
        open.add(to);
      }
    }
    while (!open.isEmpty()) {
      Node from = open.remove();
      for (int i = 0; i < from.targets.size(); i++) {
        Node to = from.targets.get(i);
        if (to != null && !to.needed) {
          to.needed = true;
          to.cameBy = from.dependencies.get(i);
          open.add(to);
        }
      }
    }
  }

  public Platform platform() {
    return platform;
  }

  /** Every package once. */
  public List<LockedPackage> packages() {
    return names.packages();
  }

  /** The package of this very name; of pip by its normalised name. */
  public Optional<LockedPackage> find(Manager manager, String name) {
    return names.find(manager, name);
  }

  /** The pip package that is the project, else the conda package that is it. */
  public Optional<LockedPackage> project(ProjectName name) {
    return names.project(name);
  }

  /** The conda packages that are projects of PyPI, also of those that pip installs too. */
  public SortedMap<ProjectName, LockedPackage> provided() {
    return names.provided();
  }

  /** The entries of the lock that are this package, one a category, in the lock's order. */
  public List<LockedPackage> entries(LockedPackage locked) {
    return Collections.unmodifiableList(node(locked).entries);
  }

  /** What was asked for, in the order given. */
  public List<Root> roots() {
    return roots;
  }

  /** The package that answers a root by its name; whether it meets the spec is another question. */
  public Optional<LockedPackage> answer(Root root) {
    return target(root.manager(), root.name());
  }

  /** The roots that name the package, in the order given; empty when it was never asked for. */
  public List<Root> roots(LockedPackage locked) {
    return List.copyOf(node(locked).asked);
  }

  /** The roots that limit the package without asking for it, in the order given. */
  public List<Root> limits(LockedPackage locked) {
    return List.copyOf(node(locked).limits);
  }

  /** What the package depends on, sorted by name: also what is not locked, and virtual packages. */
  public List<Edge> dependencies(LockedPackage locked) {
    return node(locked).dependencies;
  }

  /** Who depends on the package. */
  public List<Edge> dependents(LockedPackage locked) {
    return Collections.unmodifiableList(node(locked).dependents);
  }

  /** Whether a root is or needs the package. */
  public boolean isNeeded(LockedPackage locked) {
    return node(locked).needed;
  }

  /** The packages that no root is or needs. */
  public List<LockedPackage> unneeded() {
    return packages().stream().filter(locked -> !isNeeded(locked)).toList();
  }

  /**
   * The fewest of some packages that lead to all of them: those that none of the others needs, and of
   * a circle that none of them leads into, the first.
   */
  public List<LockedPackage> heads(List<LockedPackage> some) {
    return new Reach(this).heads(some);
  }

  /** The package and everything that it needs, however far. */
  public List<LockedPackage> reachable(LockedPackage start) {
    return reachable(List.of(start));
  }

  /** The packages and everything that they need, however far. */
  List<LockedPackage> reachable(Collection<LockedPackage> starts) {
    return new Reach(this).reachable(starts);
  }

  /** How many packages need this one, however far. */
  public int above(LockedPackage locked) {
    return new Reach(this).above(locked);
  }

  /**
   * The shortest way from a root to the package; of several the one whose root comes first, then by
   * name. Empty when no root needs it.
   */
  public Optional<Route> route(LockedPackage locked) {
    if (!isNeeded(locked)) {
      return Optional.empty();
    }
    Deque<Edge> edges = new ArrayDeque<>();
    LockedPackage at = locked;
    @Nullable Edge edge = node(at).cameBy;
    while (edge != null) {
      edges.addFirst(edge);
      at = edge.from();
      edge = node(at).cameBy;
    }
    return Optional.of(new Route(roots(at).get(0), at, List.copyOf(edges)));
  }

  /** The node of a package of the graph. */
  Node own(LockedPackage locked) {
    return names.own(locked);
  }

  /** The node of a package; one of another lock may have none, and then has no edges. */
  Node node(LockedPackage locked) {
    return names.node(locked);
  }
}
