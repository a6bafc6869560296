package dev.hermetic.solve;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Finds an answer that breaks the cheapest set of wishes: implicit hitting sets over the search's
 * clashes. Wishes that clash are collected; as long as the cheapest set that has one wish of every
 * clash still leaves a clash, that one is collected too. The first answer is the cheapest one.
 */
final class LeastChange {
  /** What trying to make a clash smaller may cost. */
  private static final long CONFLICTS_TO_SHRINK = 200;

  private static final int LARGEST_TO_SHRINK = 24;

  private final Search search;
  private final Wishes wishes;
  private final List<Spec> needs;
  private final List<Spec> limits;

  /** Names that something must need. */
  private final List<Integer> needed;

  private final Support support;

  /** Clashes that hold whenever the needs do. */
  private final List<BitSet> clashes;

  /** The needs and limits that clash without any wish; empty as long as they do not. */
  private int[] unsolvable = {};

  /**
   * @param needs specs that are met in every answer
   * @param limits specs that no answer breaks; their names may be absent
   */
  LeastChange(
      Search search, Support support, Wishes wishes, List<Spec> needs, List<Spec> limits) {
    this(search, support, wishes, needs, limits, List.of(), List.of());
  }

  private LeastChange(
      Search search,
      Support support,
      Wishes wishes,
      List<Spec> needs,
      List<Spec> limits,
      List<Integer> needed,
      List<BitSet> clashes) {
    this.search = search;
    this.support = support;
    this.wishes = wishes;
    this.needs = new ArrayList<>(needs);
    this.limits = limits;
    this.needed = needed;
    this.clashes = new ArrayList<>(clashes);
  }

  /** The same with one more spec that must be met, by an answer in which something needs it. */
  LeastChange with(Spec need) {
    List<Spec> more = new ArrayList<>(needs);
    more.add(need);
    List<Integer> names = new ArrayList<>(needed);
    names.add(need.name);
    return new LeastChange(search, support, wishes, more, limits, names, clashes);
  }

  /** The same with other wishes, of which the first ones are those of this one. */
  LeastChange with(Wishes more) {
    return new LeastChange(search, support, more, needs, limits, needed, clashes);
  }

  /** What must be met, then what must not be broken. */
  List<Spec> hard() {
    return Stream.concat(needs.stream(), limits.stream()).toList();
  }

  /** Positions in {@link #hard} that clash, after there was no answer; empty when they do not. */
  int[] unsolvable() {
    return unsolvable;
  }

  /**
   * Any answer that breaks few wishes: those of clashes that have none in common.
   *
   * @return whether there is one
   */
  boolean some() {
    return relax(cheapest()) != null;
  }

  /**
   * The cheapest answer. Names that it adds are wished away and it is looked for again, until they
   * are known to be worth it.
   *
   * @param bound the most that it may cost
   * @return what it costs; -1 when there is none within the bound
   */
  long cheapest(long bound) {
    while (true) {
      BitSet broken = cheapest();
      long cost = HittingSet.weight(broken, wishes.weights());
      if (cost > bound) {
        return -1;
      }
      BitSet relaxed = relax(broken);
      if (relaxed == null) {
        return -1;
      }
      if (!wishes.discover() && relaxed.equals(broken)) {
        return cost;
      }
    }
  }

  private BitSet cheapest() {
    return HittingSet.of(clashes, wishes.weights());
  }

  /**
   * Drops wishes, those of one clash after the other, until the rest has an answer.
   *
   * @return what was dropped; null when nothing helps
   */
  private @Nullable BitSet relax(BitSet broken) {
    BitSet dropped = (BitSet) broken.clone();
    while (true) {
      int[] active = wishes.without(dropped);
      int[] clash = Objects.requireNonNull(solve(active, Long.MAX_VALUE));
      if (clash.length == 0) {
        Optional<Spec> missing = support.missing(search, needed, needs);
        if (missing.isEmpty()) {
          return dropped;
        }
        needs.add(missing.get());
        continue;
      }
      int[] core = shrink(wishesIn(clash, active));
      if (core.length == 0) {
        unsolvable = Objects.requireNonNull(solve(core, Long.MAX_VALUE));
        return null;
      }
      BitSet found = new BitSet();
      for (int wish : core) {
        found.set(wish);
      }
      clashes.add(found);
      dropped.or(found);
    }
  }

  private int @Nullable [] solve(int[] active, long maxConflicts) {
    Spec[] kept =
        Stream.concat(limits.stream(), Arrays.stream(active).mapToObj(wishes::spec))
            .toArray(Spec[]::new);
    return search.solve(needs.toArray(Spec[]::new), kept, maxConflicts);
  }

  private int[] wishesIn(int[] clash, int[] active) {
    int before = needs.size() + limits.size();
    return Arrays.stream(clash)
        .filter(position -> position >= before)
        .map(position -> active[position - before])
        .toArray();
  }

  /** Leaves out wishes without which the rest still clashes, where that is soon seen. */
  private int[] shrink(int[] core) {
    int[] smallest = core;
    boolean smaller = smallest.length > 2;
    while (smaller) {
      int[] again = clash(smallest);
      smaller = again != null && again.length < smallest.length;
      smallest = again == null ? smallest : again;
    }
    int i = 0;
    while (i < smallest.length && smallest.length > 1 && smallest.length <= LARGEST_TO_SHRINK) {
      int[] without = new int[smallest.length - 1];
      System.arraycopy(smallest, 0, without, 0, i);
      System.arraycopy(smallest, i + 1, without, i, without.length - i);
      int[] rest = clash(without);
      i = rest == null ? i + 1 : 0;
      smallest = rest == null ? smallest : rest;
    }
    return smallest;
  }

  /** The wishes of a clash between what is hard and these; null when there is none, or not soon. */
  private int @Nullable [] clash(int[] some) {
    int[] clash = solve(some, CONFLICTS_TO_SHRINK);
    return clash == null || clash.length == 0 ? null : wishesIn(clash, some);
  }
}
