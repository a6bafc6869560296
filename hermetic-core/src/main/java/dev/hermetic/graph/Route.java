package dev.hermetic.graph;

import dev.hermetic.lockfile.LockedPackage;
import java.util.List;

/**
 * How the environment comes to need a package.
 *
 * @param root what was asked for
 * @param start the package that answers it
 * @param edges from there, each beginning where the one before it ends; empty when the package was
 *     asked for itself
 */
public record Route(Root root, LockedPackage start, List<Edge> edges) {
  public Route {
    edges = List.copyOf(edges);
  }
}
