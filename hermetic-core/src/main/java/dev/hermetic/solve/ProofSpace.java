package dev.hermetic.solve;

import dev.hermetic.record.PackageRecord;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The second engine's view of a request, asked about its roots only: is there an answer in which
 * these roots are at least so new?
 */
final class ProofSpace {
  private final SatUniverse universe;
  private final SatProblem problem;
  private final Comparator<SatItem> byVersion;
  private final TreeSet<String> rootNames = new TreeSet<>();

  ProofSpace(SolveRequest request, ChannelMatch channelMatch) {
    SatPreference preference = new SatPreference(request.priority());
    List<RootSpec> specs = request.specs().stream().sorted(Sat4jSolver.BY_TEXT).toList();
    this.universe =
        new SatUniverse(new SatPool(request, channelMatch::means), preference, specs, true);
    this.problem = new SatProblem(universe);
    this.byVersion = preference.byVersion();
    for (SatNeed root : universe.roots()) {
      if (!root.given && root.spec.hasExactName()) {
        rootNames.add(root.spec.name());
      }
    }
  }

  /**
   * The roots of an answer.
   *
   * @throws IllegalArgumentException when one is missing or none of those that the request allows
   */
  SortedMap<String, SatItem> roots(Collection<PackageRecord> answer) {
    return find(answer)
        .orElseThrow(() -> new IllegalArgumentException("no answer to the request: " + answer));
  }

  /** {@link #roots}; empty where that throws. */
  Optional<SortedMap<String, SatItem>> find(Collection<PackageRecord> answer) {
    Set<String> files = new HashSet<>();
    answer.forEach(record -> files.add(AllowedRepodata.file(record)));
    SortedMap<String, SatItem> roots = new TreeMap<>();
    for (String name : rootNames) {
      items(name).stream()
          .filter(item -> files.contains(AllowedRepodata.file(item.record)))
          .forEach(item -> roots.put(name, item));
    }
    return roots.size() == rootNames.size() ? Optional.of(roots) : Optional.empty();
  }

  /** What can be chosen of a root's name, the most preferred first. */
  private List<SatItem> items(String name) {
    return universe.live().getOrDefault(name, List.of());
  }

  /** What is newer than a root. */
  List<SatItem> newer(SatItem root) {
    return items(root.name()).stream().filter(item -> isNewer(item, root)).toList();
  }

  /** What is as new as a root, or newer. */
  List<SatItem> atLeast(SatItem root) {
    return items(root.name()).stream().filter(item -> !isNewer(root, item)).toList();
  }

  boolean isNewer(SatItem one, SatItem other) {
    return byVersion.compare(one, other) < 0;
  }

  /** An answer's roots with no root older than these and some root newer; null without any. */
  @Nullable SortedMap<String, SatItem> better(SortedMap<String, SatItem> roots) {
    List<SatItem> newer = new ArrayList<>();
    roots.values().forEach(root -> newer.addAll(newer(root)));
    List<List<SatItem>> wishes = new ArrayList<>();
    wishes.add(newer);
    roots.values().forEach(root -> wishes.add(atLeast(root)));
    return newer.isEmpty() ? null : answer(wishes);
  }

  /** The roots of an answer that has one item of each list; null without any. */
  @Nullable SortedMap<String, SatItem> answer(List<List<SatItem>> wishes) {
    if (wishes.stream().anyMatch(List::isEmpty)) {
      return null;
    }
    Map<String, SatItem> chosen = problem.solveWishing(universe.roots(), wishes);
    if (chosen == null) {
      return null;
    }
    TreeMap<String, SatItem> roots = new TreeMap<>(chosen);
    roots.keySet().retainAll(rootNames);
    return roots;
  }
}
