package dev.hermetic.solve;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Finds an answer that breaks the cheapest set of wishes: implicit hitting sets over the search's
 * clashes. Every search names wishes that clash, as many such sets as it comes upon. As long as the
 * cheapest set that has one wish of every clash still leaves a clash, it is searched again. The first
 * answer is the cheapest one.
 *
 * <p>Names that are {@linkplain CandidateLoader#hold held} are looked at in full when an answer would move them.
 */
final class LeastChange {
  /** Leaving out one wish after the other takes as many tries as there are wishes. */
  private static final int LARGEST_TO_SHRINK = 24;

  private final Pool pool;
  private final Spec[] roots;
  private final Search search;
  private final Wishes wishes;
  private final List<Spec> needs;
  private final List<Spec> limits;

  /** Names that something must need. */
  private final List<Integer> needed;

  private final Support support;

  /** Clashes that hold whenever the needs do. */
  private final List<BitSet> clashes;

  /** Held names of which the search took something else than the record. */
  private final Set<Integer> moving = new TreeSet<>();

  /** Wishes from which all that is seen to follow has been told. */
  private final BitSet followed = new BitSet();

  /**
   * @param roots specs that are met in every answer
   * @param limits specs that no answer breaks; their names may be absent
   */
  LeastChange(Pool pool, Spec[] roots, Wishes wishes, List<Spec> limits) {
    this(
        pool,
        roots,
        new Search(pool),
        new Support(pool, roots),
        wishes,
        List.of(roots),
        limits,
        List.of(),
        List.of());
  }

  private LeastChange(
      Pool pool,
      Spec[] roots,
      Search search,
      Support support,
      Wishes wishes,
      List<Spec> needs,
      List<Spec> limits,
      List<Integer> needed,
      List<BitSet> clashes) {
    this.pool = pool;
    this.roots = roots;
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
    support.knownChain(need.name).ifPresent(more::add);
    List<Integer> names = new ArrayList<>(needed);
    names.add(need.name);
    return new LeastChange(
        pool, roots, search, support, wishes, more, limits, names, clashes);
  }

  /** The same with other wishes, of which the first ones are those of this one. */
  LeastChange with(Wishes more) {
    return new LeastChange(
        pool, roots, search, support, more, needs, limits, needed, clashes);
  }

  /** What must be met, then what must not be broken. */
  List<Spec> hard() {
    return Stream.concat(needs.stream(), limits.stream()).toList();
  }

  /** What searches for it; has the answer that was found last. */
  Search search() {
    return search;
  }

  /**
   * Any answer: gives up all wishes of every clash, so that it is soon known when there is none.
   *
   * @return whether there is one
   */
  boolean some() {
    BitSet dropped = HittingSet.of(clashes, wishes.weights());
    while (true) {
      List<BitSet> found = solve(dropped);
      if (found == null) {
        return false;
      }
      if (found.isEmpty() && isAnswer()) {
        return true;
      }
      found.forEach(dropped::or);
    }
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
      BitSet broken = HittingSet.of(clashes, wishes.weights());
      long cost = HittingSet.weight(broken, wishes.weights());
      if (cost > bound) {
        return -1;
      }
      List<BitSet> found = solve(broken);
      if (found == null) {
        return -1;
      }
      if (found.isEmpty() && isAnswer()) {
        return cost;
      }
    }
  }

  /**
   * Searches for an answer without some wishes, and collects clashes.
   *
   * @return those found, none when the search came to what may be an answer; null when there is no
   *     answer without any wish
   */
  private @Nullable List<BitSet> solve(BitSet dropped) {
    int[] active = wishes.without(dropped);
    List<int[]> met = new ArrayList<>();
    if (search.solve(needs(), kept(active), needs.size() + limits.size(), met).length > 0) {
      return null;
    }
    moving.clear();
    for (int name : pool.loader().held()) {
      if (search.chosen(name) > 0) {
        moving.add(name);
      }
    }
    if (met.isEmpty()) {
      return List.of();
    }
    List<BitSet> found = new ArrayList<>();
    if (!collect(met.stream().map(clash -> wishesIn(clash, active)).toList(), active, found)) {
      return null;
    }
    for (BitSet clash : found) {
      if (!hasPartOf(clashes, clash)) {
        clashes.removeIf(one -> isIn(clash, one));
        clashes.add(clash);
      }
    }
    return found;
  }

  /**
   * Clashes that those met point to. What is seen to follow from what is hard, and from it with one
   * of the wishes that clash, tells all smallest clashes that are soon seen, whichever of them a
   * search comes upon.
   *
   * @param found gets a part of each clash met at least
   * @return false when what is hard is seen to clash with no wish
   */
  private boolean collect(List<BitSet> met, int[] active, List<BitSet> found) {
    BitSet none = new BitSet();
    if (seen(none) != null) {
      return false;
    }
    BitSet alone = ruledOut(active);
    alone.stream().forEach(wish -> found.add(of(wish)));
    BitSet together = new BitSet();
    met.stream().filter(clash -> !clash.intersects(alone)).forEach(together::or);
    together.andNot(followed);
    for (int wish = together.nextSetBit(0); wish >= 0; wish = together.nextSetBit(wish + 1)) {
      followed.set(wish);
      BitSet core = seen(of(wish));
      if (core == null) {
        BitSet others = ruledOut(active);
        others.andNot(alone);
        for (int other : others.stream().toArray()) {
          BitSet pair = of(wish);
          pair.set(other);
          found.add(pair);
        }
      } else if (core.isEmpty()) {
        return false;
      } else {
        alone.set(wish);
        found.add(core);
      }
    }
    for (BitSet clash : met) {
      if (!hasPartOf(found, clash) && !hasPartOf(clashes, clash)) {
        BitSet smaller = smaller(clash);
        if (smaller.isEmpty()) {
          return false;
        }
        found.add(smaller);
      }
    }
    return true;
  }

  private static BitSet of(int wish) {
    BitSet one = new BitSet();
    one.set(wish);
    return one;
  }

  /** Wishes that are seen to be broken where the search is. */
  private BitSet ruledOut(int[] active) {
    BitSet ruledOut = new BitSet();
    for (int wish : active) {
      if (search.isBroken(wishes.spec(wish))) {
        ruledOut.set(wish);
      }
    }
    return ruledOut;
  }

  private static boolean hasPartOf(List<BitSet> sets, BitSet set) {
    for (BitSet one : sets) {
      if (isIn(one, set)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isIn(BitSet one, BitSet other) {
    for (int element = one.nextSetBit(0); element >= 0; element = one.nextSetBit(element + 1)) {
      if (!other.get(element)) {
        return false;
      }
    }
    return true;
  }

  /** Leaves out wishes without which the rest is seen to clash with no choice made. */
  private BitSet smaller(BitSet clash) {
    BitSet again = clash.cardinality() > 2 ? seen(clash) : null;
    BitSet smallest = again == null ? clash : again;
    for (int wish : smallest.stream().toArray()) {
      if (smallest.get(wish)
          && smallest.cardinality() > 2
          && smallest.cardinality() <= LARGEST_TO_SHRINK) {
        BitSet without = (BitSet) smallest.clone();
        without.clear(wish);
        BitSet core = seen(without);
        smallest = core == null ? smallest : core;
      }
    }
    return smallest;
  }

  /** A clash between what is hard and some of these wishes; null when none is seen. */
  private @Nullable BitSet seen(BitSet some) {
    int[] active = some.stream().toArray();
    int[] clash = search.follow(needs(), kept(active));
    return clash.length == 0 ? null : wishesIn(clash, active);
  }

  private Spec[] needs() {
    return needs.toArray(Spec[]::new);
  }

  /** What must not be broken, then some wishes. */
  private Spec[] kept(int[] active) {
    int before = limits.size();
    Spec[] kept = limits.toArray(new Spec[before + active.length]);
    for (int i = 0; i < active.length; i++) {
      kept[before + i] = wishes.spec(active[i]);
    }
    return kept;
  }

  /** Whether what the search came to is an answer; it asks for what that lacks if not. */
  private boolean isAnswer() {
    Set<Integer> reached = CdclSolver.reached(pool, search, roots).keySet();
    for (int name : needed) {
      if (!reached.contains(name)) {
        Spec chain = support.chain(name);
        boolean asked = needs.contains(chain);
        if (!asked || moving.isEmpty()) {
          needs.add(asked ? support.wayInto(name, search) : chain);
          followed.clear();
          return false;
        }
      }
    }
    if (!moving.isEmpty()) {
      widen();
      return false;
    }
    return !wishes.discover(reached);
  }

  /** Has names that moved in the answer of the relaxed search looked at in full. */
  private void widen() {
    search.widen(moving);
    moving.clear();
    followed.clear();
  }

  private BitSet wishesIn(int[] clash, int[] active) {
    int before = needs.size() + limits.size();
    BitSet in = new BitSet();
    for (int position : clash) {
      if (position >= before) {
        in.set(active[position - before]);
      }
    }
    return in;
  }
}
