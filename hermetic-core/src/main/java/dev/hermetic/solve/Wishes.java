package dev.hermetic.solve;

import dev.hermetic.record.PackageRecord;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What an answer should leave as it was, each with a weight: that a locked name, if it is there at
 * all, keeps its record; that it gets no older version; that a name which was not there stays away.
 * A wish about an older version counts only where the record is not kept.
 */
final class Wishes {
  private static final int ALWAYS = -1;

  private final Pool pool;
  private final Set<Integer> expected;
  private final List<Old> old;
  private final boolean counting;
  private final List<Spec> specs = new ArrayList<>();
  private final List<Long> weights = new ArrayList<>();

  /** Per wish the one that must be dropped before it counts, or {@link #ALWAYS}. */
  private final List<Integer> after = new ArrayList<>();

  /** A locked name that may have to move, and what is met as long as it does not. */
  private record Old(int name, PackageRecord record, Spec kept) {}

  private Wishes(Pool pool, Set<Integer> expected, List<Old> old, boolean counting) {
    this.pool = pool;
    this.expected = expected;
    this.old = old;
    this.counting = counting;
  }

  /**
   * Wishes only that names keep their records, each as much as any other.
   *
   * @param expected names that no wish is about
   * @param records one a name; a name comes sooner to be moved the further in front it is
   */
  static Wishes toKeep(Pool pool, Set<Integer> expected, List<PackageRecord> records) {
    List<Old> old = new ArrayList<>();
    for (PackageRecord record : records) {
      int name = pool.nameId(record.name());
      if (!expected.contains(name)) {
        Spec kept = pool.grade(name, record.toString(), of -> kept(record, of));
        old.add(new Old(name, record, kept));
      }
    }
    Wishes wishes = new Wishes(pool, expected, old, false);
    old.forEach(one -> wishes.add(one.kept, 1, ALWAYS));
    return wishes;
  }

  private static Matching kept(PackageRecord record, Candidates of) {
    int place = of.placeOf(record);
    return Matching.of(of.size(), i -> i == place);
  }

  /**
   * These wishes, then that nothing gets older.
   *
   * @param counting whether names that come in weigh as much as names that move; they are found as
   *     answers have them
   */
  Wishes all(boolean counting) {
    Wishes all = new Wishes(pool, expected, old, counting);
    old.forEach(one -> all.add(one.kept, change(), ALWAYS));
    for (int i = 0; i < old.size(); i++) {
      all.add(notOlder(old.get(i)), 1, i);
    }
    return all;
  }

  /** One name more or less weighs more than all downgrades together. */
  private long change() {
    return old.size() + 1L;
  }

  private void add(Spec spec, long weight, int onlyAfter) {
    specs.add(spec);
    weights.add(weight);
    after.add(onlyAfter);
  }

  private Spec notOlder(Old one) {
    String version = one.record.version();
    return pool.grade(
        one.name,
        ">=" + version,
        of -> Matching.of(of.size(), i -> pool.versions().compare(of.version(i), version) >= 0));
  }

  /** Weighs names that an answer adds; whether there was one unknown. */
  boolean discover(Set<Integer> answer) {
    if (!counting) {
      return false;
    }
    Set<Integer> known = new HashSet<>(expected);
    specs.forEach(spec -> known.add(spec.name));
    boolean found = false;
    for (int name : answer) {
      if (!known.contains(name)) {
        found = true;
        Spec none = pool.grade(name, "no " + pool.name(name), Matching.NONE);
        add(none, change(), ALWAYS);
      }
    }
    return found;
  }

  List<Long> weights() {
    return weights;
  }

  Spec spec(int wish) {
    return specs.get(wish);
  }

  /** Wishes that count when some are dropped, those first that are given up last. */
  int[] without(BitSet dropped) {
    Ints active = new Ints(specs.size());
    for (int i = specs.size() - 1; i >= 0; i--) {
      if (!dropped.get(i) && (after.get(i) == ALWAYS || dropped.get(after.get(i)))) {
        active.add(i);
      }
    }
    return active.toArray();
  }
}
