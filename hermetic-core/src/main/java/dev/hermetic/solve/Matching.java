package dev.hermetic.solve;

import java.util.Arrays;
import java.util.function.IntPredicate;

/**
 * Candidates of one name of which something is true. Candidates lie in order of preference, so that
 * most specs match one or a few ranges of them, and questions about many cost no more than about
 * few.
 */
final class Matching {
  static final Matching NONE = new Matching(new int[0]);

  /** Past this, halving is faster than walking. */
  private static final int FEW = 8;

  /** The first of each range and one past its last, ascending. */
  private final int[] bounds;

  private Matching(int[] bounds) {
    this.bounds = bounds;
  }

  /** Makes one of ranges that are told in ascending order. */
  static final class Builder {
    private final Ints bounds = new Ints();

    void add(int from, int past) {
      if (from >= past) {
        return;
      }
      if (!bounds.isEmpty() && bounds.get(bounds.size() - 1) == from) {
        bounds.removeLast();
      } else {
        bounds.add(from);
      }
      bounds.add(past);
    }

    Matching build() {
      return new Matching(bounds.toArray());
    }
  }

  static Matching of(int size, IntPredicate matches) {
    Builder builder = new Builder();
    for (int i = 0; i < size; i++) {
      if (matches.test(i)) {
        builder.add(i, i + 1);
      }
    }
    return builder.build();
  }

  static Matching all(int size) {
    Builder builder = new Builder();
    builder.add(0, size);
    return builder.build();
  }

  boolean has(int candidate) {
    return (boundsUpTo(candidate) & 1) != 0;
  }

  boolean isEmpty() {
    return bounds.length == 0;
  }

  /** Whether it is true of all candidates, of which there are so many. */
  boolean isAll(int size) {
    return size == 0 || bounds.length == 2 && bounds[0] == 0 && bounds[1] == size;
  }

  int ranges() {
    return bounds.length / 2;
  }

  int first(int range) {
    return bounds[2 * range];
  }

  int past(int range) {
    return bounds[2 * range + 1];
  }

  /** Whether a range begins or ends behind a candidate and not behind another one. */
  boolean endsWithin(int first, int last) {
    int at = boundsUpTo(first);
    return at < bounds.length && bounds[at] <= last;
  }

  /** Whether it is true of some of these candidates and not of others. */
  boolean parts(int[] ascending) {
    int at = boundsUpTo(ascending[0]);
    int last = ascending[ascending.length - 1];
    // Every second stretch between bounds is of the other kind.
    for (; at < bounds.length && bounds[at] <= last; at += 2) {
      int past = at + 1 < bounds.length ? bounds[at + 1] : Integer.MAX_VALUE;
      int found = Arrays.binarySearch(ascending, bounds[at]);
      int next = found < 0 ? -1 - found : found;
      if (ascending[next] < past) {
        return true;
      }
    }
    return false;
  }

  /** Those of some candidates that it is true of, and the others. */
  int[][] partition(int[] ascending) {
    // Those of one range, and those between two ranges, lie side by side.
    int[] places = new int[bounds.length];
    int matchedCount = 0;
    int at = 0;
    for (int i = 0; i < bounds.length; i++) {
      int found = Arrays.binarySearch(ascending, at, ascending.length, bounds[i]);
      at = found < 0 ? -1 - found : found;
      places[i] = at;
      matchedCount += (i & 1) == 0 ? -at : at;
    }
    int[] matched = new int[matchedCount];
    int[] others = new int[ascending.length - matchedCount];
    int copied = 0;
    for (int i = 0; i < places.length; i += 2) {
      int before = i == 0 ? 0 : places[i - 1];
      System.arraycopy(ascending, before, others, before - copied, places[i] - before);
      System.arraycopy(ascending, places[i], matched, copied, places[i + 1] - places[i]);
      copied += places[i + 1] - places[i];
    }
    int last = places.length == 0 ? 0 : places[places.length - 1];
    System.arraycopy(ascending, last, others, last - copied, ascending.length - last);
    return new int[][] {matched, others};
  }

  private int boundsUpTo(int candidate) {
    if (bounds.length > FEW) {
      int found = Arrays.binarySearch(bounds, candidate);
      return found < 0 ? -1 - found : found + 1;
    }
    int count = 0;
    while (count < bounds.length && bounds[count] <= candidate) {
      count++;
    }
    return count;
  }
}
