package dev.hermetic.solve;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Searches for an answer without some wishes, and makes small {@link Clashes} of what it meets on the
 * way (core extraction and minimization).
 */
final class ClashSearch {
  /** Leaving out one wish after the other takes as many tries as there are wishes. */
  private static final int LARGEST_TO_SHRINK = 24;

  private final Search search;
  private final Wishes wishes;
  private final List<Spec> needs;
  private final List<Spec> limits;

  /** Clashes that hold whenever the needs do. */
  private final Clashes clashes;

  /** Wishes from which all that is seen to follow has been told. */
  private final BitSet followed = new BitSet();

  /**
   * @param needs specs that are met in every answer
   * @param limits specs that no answer breaks; their names may be absent
   */
  ClashSearch(Search search, Wishes wishes, List<Spec> needs, List<Spec> limits) {
    this(search, wishes, needs, limits, new Clashes());
  }

  private ClashSearch(
      Search search, Wishes wishes, List<Spec> needs, List<Spec> limits, Clashes clashes) {
    this.search = search;
    this.wishes = wishes;
    this.needs = new ArrayList<>(needs);
    this.limits = limits;
    this.clashes = clashes;
  }

  /** The same with more specs that must be met. */
  ClashSearch with(List<Spec> more) {
    List<Spec> all = Stream.concat(needs.stream(), more.stream()).toList();
    return new ClashSearch(search, wishes, all, limits, clashes.copy());
  }

  /** The same with other wishes, of which the first ones are those of this one. */
  ClashSearch with(Wishes more) {
    return new ClashSearch(search, more, needs, limits, clashes.copy());
  }

  /** What must be met, then what must not be broken. */
  List<Spec> hard() {
    return Stream.concat(needs.stream(), limits.stream()).toList();
  }

  boolean isNeeded(Spec spec) {
    return needs.contains(spec);
  }

  /** Has a spec met from now on, which every answer meets. */
  void need(Spec spec) {
    needs.add(spec);
    followed.clear();
  }

  /** Has the search look at all candidates of names that were held. */
  void widen(Set<Integer> held) {
    search.widen(held);
    followed.clear();
  }

  /** The cheapest set of wishes that has one of every clash known. */
  BitSet cheapestToDrop() {
    return clashes.cheapestToDrop(wishes.weights());
  }

  /**
   * Searches for an answer without some wishes, and collects clashes.
   *
   * @return those found, none when the search came to what may be an answer; null when there is no
   *     answer without any wish
   */
  @Nullable List<BitSet> solve(BitSet dropped) {
    int[] active = wishes.without(dropped);
    List<int[]> met = new ArrayList<>();
    if (search.solve(needs(), kept(active), needs.size() + limits.size(), met).length > 0) {
      return null;
    }
    if (met.isEmpty()) {
      return List.of();
    }
    List<BitSet> found = new ArrayList<>();
    if (!collect(met.stream().map(clash -> wishesIn(clash, active)).toList(), active, found)) {
      return null;
    }
    found.forEach(clashes::add);
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
      if (!Clashes.hasPartOf(found, clash) && !clashes.hasPartOf(clash)) {
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
