package dev.hermetic.graph;

import dev.hermetic.lockfile.LockedPackage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A package with all that its graph knows of it; there is one of each, so nodes are compared by
 * identity.
 */
final class Node {
  final LockedPackage locked;

  /** The package as edges have it. */
  final Optional<LockedPackage> asTarget;

  /** Of its own among those of the graph; that of a package of another lock is behind them all. */
  final int number;

  final List<LockedPackage> entries = new ArrayList<>(1);
  final List<Edge> dependents = new ArrayList<>();
  final List<Root> asked = new ArrayList<>(1);
  final List<Root> limits = new ArrayList<>(0);
  List<Edge> dependencies = List.of();

  /** Where these lead; null for what is not locked. */
  List<@Nullable Node> targets = List.of();

  /** Where {@link #dependents} come from. */
  final List<@Nullable Node> sources = new ArrayList<>();

  /** The last edge of the shortest way here; null at a root. */
  @Nullable Edge cameBy;

  boolean needed;

  Node(LockedPackage locked, int number) {
    this.locked = locked;
    this.asTarget = Optional.of(locked);
    this.number = number;
  }
}
