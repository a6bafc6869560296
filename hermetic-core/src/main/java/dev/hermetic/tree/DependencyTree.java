package dev.hermetic.tree;

import dev.hermetic.graph.Edge;
import dev.hermetic.graph.LockGraph;
import dev.hermetic.graph.Root;
import dev.hermetic.lockfile.LockedPackage;
import dev.hermetic.platform.Platform;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The packages of a lock from the root specs down, for the platforms that agree on all of it. What
 * a package needs is told where it first appears.
 *
 * @param platforms at least one
 * @param rows each package below the one that needs it, depth first
 */
public record DependencyTree(List<Platform> platforms, List<Row> rows, Census census) {
  /** Deeper trees are cut: no real one comes near. */
  public static final int DEEPEST = 100;

  /**
   * A package at its place.
   *
   * @param depth 0 for what was asked for
   * @param last whether it is the last below its parent
   * @param constraint what the parent needs of it, empty for anything and at depth 0
   * @param locked empty when the lock does not have it
   * @param asked the specs that name it
   * @param cut why nothing stands below it although it needs something
   */
  public record Row(
      int depth,
      boolean last,
      String name,
      String constraint,
      Optional<LockedPackage> locked,
      List<Root> asked,
      Cut cut) {}

  /** Why a row has no rows below it. */
  public enum Cut {
    /** It has, or needs nothing. */
    NOT,
    /** They stand where the package appears first. */
    ELSEWHERE,
    /** They lie below the depth that was asked for. */
    DEEPER
  }

  private record Child(String name, String constraint, Optional<LockedPackage> locked) {}

  private record Level(Iterator<Child> children) {}

  public DependencyTree {
    platforms = List.copyOf(platforms);
    rows = List.copyOf(rows);
  }

  /**
   * The trees of several platforms, equal ones together.
   *
   * @param depth how many levels below the roots to tell, 0 for the roots alone
   */
  public static List<DependencyTree> of(List<LockGraph> graphs, int depth) {
    record Body(List<Shape> rows, Census census) {}
    Map<Body, List<LockGraph>> groups = new LinkedHashMap<>();
    Map<Body, List<Row>> rows = new LinkedHashMap<>();
    for (LockGraph graph : graphs) {
      List<Row> own = rows(graph, Math.min(depth, DEEPEST));
      Body body = new Body(own.stream().map(Shape::of).toList(), Census.of(graph));
      rows.putIfAbsent(body, own);
      groups.computeIfAbsent(body, key -> new ArrayList<>()).add(graph);
    }
    List<DependencyTree> trees = new ArrayList<>();
    groups.forEach(
        (body, same) ->
            trees.add(
                new DependencyTree(
                    same.stream().map(LockGraph::platform).toList(),
                    rows.getOrDefault(body, List.of()),
                    body.census())));
    return trees;
  }

  /** What is told of a row, which builds and addresses are not. */
  private record Shape(
      int depth, boolean last, String name, String version, String constraint, List<Root> asked) {
    static Shape of(Row row) {
      return new Shape(
          row.depth(),
          row.last(),
          row.name(),
          row.locked().map(LockedPackage::version).orElse(""),
          row.constraint(),
          row.asked());
    }
  }

  private static List<Row> rows(LockGraph graph, int depth) {
    List<Row> rows = new ArrayList<>();
    Set<String> told = new HashSet<>();
    Deque<Level> levels = new ArrayDeque<>();
    levels.push(new Level(roots(graph).iterator()));
    while (!levels.isEmpty()) {
      Iterator<Child> children = levels.element().children();
      if (!children.hasNext()) {
        levels.pop();
        continue;
      }
      Child child = children.next();
      int at = levels.size() - 1;
      List<Child> below = child.locked().map(one -> needs(graph, one)).orElse(List.of());
      Cut cut = Cut.NOT;
      if (!below.isEmpty()) {
        String key = child.locked().map(one -> one.manager() + " " + one.name()).orElse("");
        if (at >= depth) {
          cut = Cut.DEEPER;
        } else if (!told.add(key)) {
          cut = Cut.ELSEWHERE;
        }
      }
      rows.add(
          new Row(
              at,
              !children.hasNext(),
              child.name(),
              child.constraint(),
              child.locked(),
              child.locked().map(graph::roots).orElse(List.of()),
              cut));
      if (cut == Cut.NOT && !below.isEmpty()) {
        levels.push(new Level(below.iterator()));
      }
    }
    return rows;
  }

  /** In the order of the file, each package once; specs without a package are in the census. */
  private static List<Child> roots(LockGraph graph) {
    return graph.roots().stream()
        .flatMap(root -> graph.answer(root).stream())
        .distinct()
        .map(locked -> new Child(locked.name(), "", Optional.of(locked)))
        .toList();
  }

  private static List<Child> needs(LockGraph graph, LockedPackage locked) {
    return graph.dependencies(locked).stream()
        .filter(edge -> !edge.isVirtual())
        .map(DependencyTree::child)
        .toList();
  }

  private static Child child(Edge edge) {
    String name = edge.to().map(LockedPackage::name).orElse(edge.name());
    return new Child(name, edge.isUnconstrained() ? "" : edge.constraint(), edge.to());
  }
}
