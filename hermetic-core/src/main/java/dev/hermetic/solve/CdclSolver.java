package dev.hermetic.solve;

import dev.hermetic.record.PackageRecord;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The fast engine: a lazy conflict-driven search that decodes and considers only the names which the
 * answer may need. Its preferences are those of resolvo and libsolv: track_features, channel (where
 * priority is flexible), version, build number, the dependencies' best versions, time stamp, then a
 * total order of the records' own texts.
 */
public final class CdclSolver implements Solver {
  /** What finding out whether one spec matters may cost. */
  private static final long CONFLICTS_TO_LEAVE_OUT = 1_000;

  private final ChannelMatch channelMatch;

  public CdclSolver(ChannelMatch channelMatch) {
    this.channelMatch = channelMatch;
  }

  @Override
  public Solution solve(SolveRequest request) throws UnsolvableException {
    Pool pool = new Pool(request, channelMatch);
    List<RootSpec> roots = distinct(request.specs());
    Spec[] specs = roots.stream().map(root -> pool.spec(root.spec())).toArray(Spec[]::new);
    Search search = new Search(pool);
    int[] clash = search.solve(specs);
    if (clash.length > 0) {
      throw unsolvable(pool, search, roots, specs, clash);
    }
    return new Solution(
        answer(pool, search, specs),
        new Solution.Statistics(
            pool.nameCount(), pool.loader().recordCount(), search.decisions(), search.conflicts()),
        pool.unusable());
  }

  /** One root a spec, in the order of the specs' texts. */
  static List<RootSpec> distinct(List<RootSpec> roots) {
    Map<String, RootSpec> distinct = new TreeMap<>();
    roots.forEach(root -> distinct.putIfAbsent(root.spec().toString(), root));
    return List.copyOf(distinct.values());
  }

  /**
   * Why roots clash.
   *
   * @param specs those of the roots, in their order
   * @param clash positions that cannot be met together
   */
  static UnsolvableException unsolvable(
      Pool pool, Search search, List<RootSpec> roots, Spec[] specs, int[] clash) {
    List<RootSpec> clashing = new ArrayList<>();
    for (int position : minimal(search, specs, clash)) {
      clashing.add(roots.get(position));
    }
    return new UnsolvableException(clashing, reasons(pool, search, clashing));
  }

  /** Leaves out every spec without which the rest still clashes, where that is soon seen. */
  static int[] minimal(Search search, Spec[] specs, int[] clash) {
    int[] core = clash;
    for (int i = 0; i < core.length && core.length > 1; ) {
      int[] without = new int[core.length - 1];
      System.arraycopy(core, 0, without, 0, i);
      System.arraycopy(core, i + 1, without, i, without.length - i);
      Spec[] rest = Arrays.stream(without).mapToObj(p -> specs[p]).toArray(Spec[]::new);
      int @Nullable [] smaller = search.solve(rest, CONFLICTS_TO_LEAVE_OUT);
      if (smaller == null || smaller.length == 0) {
        i++;
      } else {
        core = Arrays.stream(smaller).map(p -> without[p]).toArray();
        i = 0;
      }
    }
    return core;
  }

  /** Of a root that cannot be met even alone. */
  private static List<String> reasons(Pool pool, Search search, List<RootSpec> clashing) {
    return clashing.size() > 1
        ? List.of()
        : new ReasonChain(pool, spec -> search.solve(new Spec[] {spec}).length == 0)
            .of(pool.spec(clashing.get(0).spec()));
  }

  /** Chosen records in reach of the roots: what nothing needs is not part of the answer. */
  static List<PackageRecord> answer(Pool pool, Search search, Spec[] roots) {
    return reached(pool, search, roots).entrySet().stream()
        .map(entry -> pool.candidates(entry.getKey()).record(entry.getValue()).record())
        .sorted(Comparator.comparing(PackageRecord::name))
        .toList();
  }

  /** Names in reach of the roots, without virtual packages, and the chosen candidate of each. */
  static Map<Integer, Integer> reached(Pool pool, Search search, Spec[] roots) {
    Map<Integer, Integer> reached = new LinkedHashMap<>();
    Deque<Spec> queue = new ArrayDeque<>(List.of(roots));
    while (!queue.isEmpty()) {
      int name = queue.removeFirst().name;
      int chosen = search.chosen(name);
      if (reached.containsKey(name) || pool.isVirtual(name) || chosen < 0) {
        continue;
      }
      reached.put(name, chosen);
      int[] needs = pool.dependencies().needs(pool.candidates(name), chosen);
      if (needs != null) {
        for (int spec : needs) {
          queue.add(pool.spec(spec));
        }
      }
    }
    return reached;
  }
}
