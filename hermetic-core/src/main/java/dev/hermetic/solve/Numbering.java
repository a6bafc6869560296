package dev.hermetic.solve;

import java.util.Arrays;

/** Numbers distinct keys from 0 on, in the order in which they come; keys are not negative. */
final class Numbering {
  private static final long NONE = -1;
  private static final long SPREAD = 0x9e3779b97f4a7c15L;

  private long[] keys = new long[64];
  private int[] numbers = new int[64];
  private int count;

  Numbering() {
    Arrays.fill(keys, NONE);
  }

  /** The number of a key, which is how many there were when the key is new. */
  int of(long key) {
    int at = place(key);
    if (keys[at] == key) {
      return numbers[at];
    }
    if (2 * count >= keys.length) {
      grow();
      at = place(key);
    }
    keys[at] = key;
    numbers[at] = count;
    return count++;
  }

  private int place(long key) {
    int mask = keys.length - 1;
    int at = (int) (key * SPREAD >>> Integer.SIZE) & mask;
    while (keys[at] != key && keys[at] != NONE) {
      at = at + 1 & mask;
    }
    return at;
  }

  private void grow() {
    long[] oldKeys = keys;
    int[] oldNumbers = numbers;
    keys = new long[2 * oldKeys.length];
    numbers = new int[keys.length];
    Arrays.fill(keys, NONE);
    for (int i = 0; i < oldKeys.length; i++) {
      if (oldKeys[i] != NONE) {
        int at = place(oldKeys[i]);
        keys[at] = oldKeys[i];
        numbers[at] = oldNumbers[i];
      }
    }
  }
}
