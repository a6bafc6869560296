package dev.hermetic.pypi.resolve;

import java.util.Arrays;
import java.util.function.IntPredicate;

/**
 * Some of the states that a package can be in: number 0 is that it is absent, the others are its
 * candidates. Since every candidate is known before anything is said about a package, such a set is
 * exact for whatever PEP 440 can ask for: local versions, wildcards, {@code ===}, gaps. A term that
 * asks for a package lacks number 0; one that only limits it has it. Immutable.
 */
final class Subset {
  private final int size;
  private final long[] words;

  private Subset(int size, long[] words) {
    this.size = size;
    this.words = words;
  }

  static Subset of(int size, IntPredicate states) {
    long[] words = new long[(size + 63) / 64];
    for (int i = 0; i < size; i++) {
      if (states.test(i)) {
        words[i / 64] |= 1L << i;
      }
    }
    return new Subset(size, words);
  }

  static Subset single(int size, int state) {
    return of(size, i -> i == state);
  }

  static Subset all(int size) {
    return of(size, i -> true);
  }

  boolean has(int state) {
    return (words[state / 64] & 1L << state) != 0;
  }

  boolean isEmpty() {
    for (long word : words) {
      if (word != 0) {
        return false;
      }
    }
    return true;
  }

  boolean isAll() {
    return count() == size;
  }

  int count() {
    int count = 0;
    for (long word : words) {
      count += Long.bitCount(word);
    }
    return count;
  }

  /** The first state from {@code from} on, -1 if there is none. */
  int next(int from) {
    for (int i = from; i < size; i++) {
      long rest = words[i / 64] >>> i;
      if (rest != 0) {
        return i + Long.numberOfTrailingZeros(rest);
      }
      i |= 63;
    }
    return -1;
  }

  Subset and(Subset other) {
    long[] result = words.clone();
    for (int i = 0; i < result.length; i++) {
      result[i] &= other.words[i];
    }
    return new Subset(size, result);
  }

  Subset or(Subset other) {
    long[] result = words.clone();
    for (int i = 0; i < result.length; i++) {
      result[i] |= other.words[i];
    }
    return new Subset(size, result);
  }

  /** The states that are not in this set. */
  Subset not() {
    return of(size, i -> !has(i));
  }

  boolean isIn(Subset other) {
    for (int i = 0; i < words.length; i++) {
      if ((words[i] & ~other.words[i]) != 0) {
        return false;
      }
    }
    return true;
  }

  boolean meets(Subset other) {
    for (int i = 0; i < words.length; i++) {
      if ((words[i] & other.words[i]) != 0) {
        return true;
      }
    }
    return false;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Subset set && size == set.size && Arrays.equals(words, set.words);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(words);
  }
}
