package dev.hermetic.solve;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/** Sets of wishes that clash (unsatisfiable cores), of which none is a part of another. */
final class Clashes {
  private final List<BitSet> sets;

  Clashes() {
    this(List.of());
  }

  private Clashes(List<BitSet> sets) {
    this.sets = new ArrayList<>(sets);
  }

  /** The same, to which others may be added. */
  Clashes copy() {
    return new Clashes(sets);
  }

  /** Adds a clash, in place of those that it is a part of, unless a part of it is known. */
  void add(BitSet clash) {
    if (!hasPartOf(clash)) {
      sets.removeIf(one -> isIn(clash, one));
      sets.add(clash);
    }
  }

  boolean hasPartOf(BitSet clash) {
    return hasPartOf(sets, clash);
  }

  static boolean hasPartOf(List<BitSet> sets, BitSet set) {
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

  /** The cheapest set of wishes that has one of every clash. */
  BitSet cheapestToDrop(List<Long> weights) {
    return HittingSet.of(sets, weights);
  }
}
