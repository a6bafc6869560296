package dev.hermetic.solve;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.List;

/**
 * The cheapest set of elements that has one of each given set: exact, by reduction, then by branch
 * and bound over what is left. Of equally cheap ones it is the one that does without the highest
 * number in which they differ. So sets that come to be known later, as long as the result has one of
 * each, do not change it: it does not depend on the order in which sets are found.
 */
final class HittingSet {
  private final List<Long> weights;
  private BitSet best = new BitSet();
  private long bestWeight = Long.MAX_VALUE;

  private HittingSet(List<Long> weights) {
    this.weights = weights;
  }

  /**
   * @param sets none of them empty
   * @param weights of each element, by its number; more than 0
   */
  static BitSet of(Collection<BitSet> sets, List<Long> weights) {
    BitSet result = new BitSet();
    List<BitSet> open = new ArrayList<>(sets);
    reduce(open, result, weights);
    while (!open.isEmpty()) {
      List<BitSet> part = component(open);
      open.removeAll(part);
      HittingSet search = new HittingSet(weights);
      search.branch(part, new BitSet(), 0);
      result.or(search.best);
    }
    return result;
  }

  static long weight(BitSet elements, List<Long> weights) {
    return elements.stream().mapToLong(weights::get).sum();
  }

  /** Takes what must be taken, and drops elements that another one is never worse than. */
  private static void reduce(List<BitSet> open, BitSet taken, List<Long> weights) {
    boolean changed = true;
    while (changed) {
      changed = false;
      for (BitSet set : List.copyOf(open)) {
        if (set.cardinality() == 1 && open.contains(set)) {
          taken.or(set);
          open.removeIf(one -> one.intersects(set));
          changed = true;
        }
      }
      changed |= dropDominated(open, weights);
    }
  }

  private static boolean dropDominated(List<BitSet> open, List<Long> weights) {
    BitSet elements = new BitSet();
    open.forEach(elements::or);
    BitSet[] places = new BitSet[elements.length()];
    elements.stream().forEach(e -> places[e] = places(open, e));
    BitSet dropped = new BitSet();
    int[] all = elements.stream().toArray();
    for (int one : all) {
      for (int other : all) {
        if (one != other && !dropped.get(other) && isDominated(one, other, places, weights)) {
          dropped.set(one);
          break;
        }
      }
    }
    if (dropped.isEmpty()) {
      return false;
    }
    for (int i = 0; i < open.size(); i++) {
      BitSet smaller = (BitSet) open.get(i).clone();
      smaller.andNot(dropped);
      open.set(i, smaller);
    }
    return true;
  }

  private static BitSet places(List<BitSet> open, int element) {
    BitSet places = new BitSet(open.size());
    for (int i = 0; i < open.size(); i++) {
      places.set(i, open.get(i).get(element));
    }
    return places;
  }

  private static boolean isDominated(int one, int other, BitSet[] places, List<Long> weights) {
    int byWeight = Long.compare(weights.get(other), weights.get(one));
    if (byWeight > 0) {
      return false;
    }
    BitSet beyond = (BitSet) places[one].clone();
    beyond.andNot(places[other]);
    if (!beyond.isEmpty()) {
      return false;
    }
    return byWeight < 0 || other < one;
  }

  /** The sets that hang together with the first one. */
  private static List<BitSet> component(List<BitSet> open) {
    BitSet reached = (BitSet) open.get(0).clone();
    List<BitSet> part = new ArrayList<>();
    List<BitSet> rest = new ArrayList<>(open);
    boolean grown = true;
    while (grown) {
      grown = false;
      for (BitSet set : List.copyOf(rest)) {
        if (set.intersects(reached)) {
          reached.or(set);
          part.add(set);
          rest.remove(set);
          grown = true;
        }
      }
    }
    return part;
  }

  private void branch(List<BitSet> open, BitSet taken, long weight) {
    if (open.isEmpty()) {
      bestWeight = weight;
      best = (BitSet) taken.clone();
      return;
    }
    long bound = weight + atLeast(open);
    if (bound > bestWeight || bound == bestWeight && !isBetter(taken, best)) {
      return;
    }
    BitSet smallest = open.get(0);
    for (BitSet set : open) {
      smallest = set.cardinality() < smallest.cardinality() ? set : smallest;
    }
    BitSet refused = new BitSet();
    for (int element = smallest.nextSetBit(0);
        element >= 0;
        element = smallest.nextSetBit(element + 1)) {
      List<BitSet> left = new ArrayList<>();
      boolean possible = true;
      for (BitSet set : open) {
        if (!set.get(element)) {
          BitSet without = (BitSet) set.clone();
          without.andNot(refused);
          possible &= !without.isEmpty();
          left.add(without);
        }
      }
      if (possible) {
        long more = weight + weights.get(element);
        taken.set(element);
        if (!left.isEmpty() || more < bestWeight || more == bestWeight && isBetter(taken, best)) {
          branch(left, taken, more);
        }
        taken.clear(element);
      }
      refused.set(element);
    }
  }

  /** Whether a set does without the highest number in which it differs from the other one. */
  private static boolean isBetter(BitSet one, BitSet other) {
    BitSet different = (BitSet) one.clone();
    different.xor(other);
    return !different.isEmpty() && other.get(different.length() - 1);
  }

  /** What sets without common elements cost in any case. */
  private long atLeast(List<BitSet> open) {
    BitSet seen = new BitSet();
    long bound = 0;
    for (BitSet set : open) {
      if (!set.intersects(seen)) {
        seen.or(set);
        long least = Long.MAX_VALUE;
        for (int element = set.nextSetBit(0); element >= 0; element = set.nextSetBit(element + 1)) {
          least = Math.min(least, weights.get(element));
        }
        bound += least;
      }
    }
    return bound;
  }
}
