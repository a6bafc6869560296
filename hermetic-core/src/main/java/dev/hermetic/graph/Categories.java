package dev.hermetic.graph;

import dev.hermetic.environment.Requirement;
import dev.hermetic.lockfile.LockedPackage;
import dev.hermetic.lockfile.Lockfile;
import dev.hermetic.platform.Platform;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The categories that need each package of one platform, by conda-lock's rule: a package belongs to
 * every category from whose roots it can be reached, but to {@code main} alone where main is one of
 * them. So what a pip package needs of conda is in the categories of that pip package too.
 */
public final class Categories {
  private final Map<LockedPackage, SortedSet<String>> categories = new IdentityHashMap<>();

  private Categories(LockGraph graph) {
    SortedMap<String, List<LockedPackage>> starts = new TreeMap<>();
    for (Root root : graph.roots()) {
      graph
          .answer(root)
          .ifPresent(
              to -> starts.computeIfAbsent(root.category(), key -> new ArrayList<>()).add(to));
    }
    starts.forEach(
        (category, from) ->
            graph
                .reachable(from)
                .forEach(
                    one -> categories.computeIfAbsent(one, key -> new TreeSet<>()).add(category)));
  }

  /** Those that the roots of the graph lead to. */
  public static Categories of(LockGraph graph) {
    return new Categories(graph);
  }

  /**
   * The categories of a package of the graph, never empty: what no root reaches is {@code main}.
   * conda-lock 4.0.2 would drop such a package without a word.
   */
  public SortedSet<String> of(LockedPackage locked) {
    SortedSet<String> own = categories.getOrDefault(locked, Collections.emptySortedSet());
    return own.isEmpty() || own.contains(Requirement.MAIN)
        ? new TreeSet<>(List.of(Requirement.MAIN))
        : own;
  }

  /**
   * The lock with one entry for each category that needs a package, whatever categories its entries
   * have.
   *
   * @param roots what was asked for on each platform
   */
  public static Lockfile assign(Lockfile lock, SortedMap<Platform, List<Root>> roots) {
    List<LockedPackage> entries = new ArrayList<>();
    roots.forEach(
        (platform, asked) -> {
          LockGraph graph = LockGraph.of(lock, platform, asked);
          Categories categories = of(graph);
          for (LockedPackage one : graph.packages()) {
            categories.of(one).forEach(category -> entries.add(one.in(category)));
          }
        });
    return new Lockfile(lock.metadata(), entries).canonical();
  }
}
