package dev.hermetic.solve;

import dev.hermetic.record.PackageRecord;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What an answer should leave as it was, each with a weight: that a locked name, if it is there at
 * all, keeps its record; that it gets no older version; that a name which was not there stays away.
 * A wish about an older version counts only where the record is not kept.
 */
final class Wishes {
  private static final int ALWAYS = -1;

  private final Pool pool;
  private final Search search;
  private final Spec[] roots;
  private final Set<Integer> expected;
  private final List<Old> old;
  private final boolean counting;
  private final List<Spec> specs = new ArrayList<>();
  private final List<Long> weights = new ArrayList<>();

  /** Per wish the one that must be dropped before it counts, or {@link #ALWAYS}. */
  private final List<Integer> after = new ArrayList<>();

  /**
   * A locked name that may have to move.
   *
   * @param candidate its record's place among the name's candidates, -1 when it is not among them
   */
  private record Old(int name, PackageRecord record, int candidate) {}

  private Wishes(
      Pool pool,
      Search search,
      Spec[] roots,
      Set<Integer> expected,
      List<Old> old,
      boolean all,
      boolean counting) {
    this.pool = pool;
    this.search = search;
    this.roots = roots;
    this.expected = expected;
    this.old = old;
    this.counting = counting;
    // One name more or less weighs more than all downgrades together.
    long change = all ? old.size() + 1L : 1;
    for (Old one : old) {
      Matching kept =
          Matching.of(pool.candidates(one.name).size(), i -> i == one.candidate);
      add(pool.grade(one.name, one.record.toString(), kept), change, ALWAYS);
    }
    for (int i = 0; all && i < old.size(); i++) {
      add(notOlder(old.get(i)), 1, i);
    }
  }

  /**
   * Wishes only that names keep their records, each as much as any other.
   *
   * @param roots what an answer is in reach of
   * @param expected names that no wish is about
   * @param records one a name; a name comes sooner to be moved the further in front it is
   */
  static Wishes toKeep(
      Pool pool, Search search, Spec[] roots, Set<Integer> expected, List<PackageRecord> records) {
    List<Old> old = new ArrayList<>();
    for (PackageRecord record : records) {
      int name = pool.nameId(record.name());
      if (!expected.contains(name)) {
        old.add(new Old(name, record, find(pool.candidates(name), record)));
      }
    }
    return new Wishes(pool, search, roots, expected, old, false, false);
  }

  /** The place of a record among the candidates of its name, -1 when it is not among them. */
  static int find(Candidates candidates, PackageRecord record) {
    for (int i = 0; i < candidates.size(); i++) {
      if (AllowedRepodata.isSameFile(candidates.record(i), record)) {
        return i;
      }
    }
    return -1;
  }

  /**
   * These wishes, then that nothing gets older.
   *
   * @param counting whether names that come in weigh as much as names that move; they are found as
   *     answers have them
   */
  Wishes all(boolean counting) {
    return new Wishes(pool, search, roots, expected, old, true, counting);
  }

  private void add(Spec spec, long weight, int onlyAfter) {
    specs.add(spec);
    weights.add(weight);
    after.add(onlyAfter);
  }

  private Spec notOlder(Old one) {
    Candidates candidates = pool.candidates(one.name);
    Matching matching =
        Matching.of(
            candidates.size(),
            i -> pool.compare(candidates.version(i), one.record.version()) >= 0);
    return pool.grade(one.name, ">=" + one.record.version(), matching);
  }

  /** Weighs names that the search's present answer adds; whether there was one unknown. */
  boolean discover() {
    if (!counting) {
      return false;
    }
    Set<Integer> known = new HashSet<>(expected);
    specs.forEach(spec -> known.add(spec.name));
    boolean found = false;
    for (int name : CdclSolver.reached(pool, search, roots).keySet()) {
      if (!known.contains(name)) {
        found = true;
        Spec none = pool.grade(name, "no " + pool.name(name), Matching.NONE);
        add(none, old.size() + 1L, ALWAYS);
      }
    }
    return found;
  }

  /** The candidates that are to be kept, by name. */
  Map<Integer, Integer> kept() {
    Map<Integer, Integer> kept = new HashMap<>();
    old.stream()
        .filter(one -> one.candidate >= 0)
        .forEach(one -> kept.put(one.name, one.candidate));
    return kept;
  }

  List<Long> weights() {
    return weights;
  }

  Spec spec(int wish) {
    return specs.get(wish);
  }

  /** Wishes that count when some are dropped. */
  int[] without(BitSet dropped) {
    Ints active = new Ints(specs.size());
    for (int i = 0; i < specs.size(); i++) {
      if (!dropped.get(i) && (after.get(i) == ALWAYS || dropped.get(after.get(i)))) {
        active.add(i);
      }
    }
    return active.toArray();
  }
}
