package dev.hermetic.graph;

import dev.hermetic.lockfile.LockedPackage;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What lies above and below packages of a graph, however far. */
final class Reach {
  private final LockGraph graph;

  Reach(LockGraph graph) {
    this.graph = graph;
  }

  /** As {@link LockGraph#heads}. */
  List<LockedPackage> heads(List<LockedPackage> some) {
    Set<LockedPackage> among = new HashSet<>(some);
    List<LockedPackage> heads = new ArrayList<>();
    for (LockedPackage one : some) {
      if (graph.dependents(one).stream()
          .map(Edge::from)
          .noneMatch(from -> !from.equals(one) && among.contains(from))) {
        heads.add(one);
      }
    }
    among.removeAll(reachable(heads));
    for (LockedPackage one : some) {
      if (among.contains(one)) {
        heads.add(one);
        among.removeAll(reachable(List.of(one)));
      }
    }
    return List.copyOf(heads);
  }

  /** As {@link LockGraph#reachable(Collection)}. */
  List<LockedPackage> reachable(Collection<LockedPackage> starts) {
    BitSet reached = reach(starts, node -> node.targets);
    return graph.packages().stream()
        .filter(locked -> reached.get(graph.own(locked).number))
        .toList();
  }

  /** As {@link LockGraph#above}. */
  int above(LockedPackage locked) {
    return reach(List.of(locked), node -> node.sources).cardinality() - 1;
  }

  /** The numbers of the starts and of what edges lead to, however far. */
  private BitSet reach(
      Collection<LockedPackage> starts, Function<Node, List<@Nullable Node>> ends) {
    BitSet reached = new BitSet();
    Deque<Node> open = new ArrayDeque<>();
    for (LockedPackage start : starts) {
      Node node = graph.node(start);
      reached.set(node.number);
      open.add(node);
    }
    while (!open.isEmpty()) {
      for (Node to : ends.apply(open.remove())) {
        if (to != null && !reached.get(to.number)) {
          reached.set(to.number);
          open.add(to);
        }
      }
    }
    return reached;
  }
}
