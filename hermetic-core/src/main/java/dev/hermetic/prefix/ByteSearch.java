package dev.hermetic.prefix;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** Looks for a byte string in a buffer, which may be a mapped file (Horspool's algorithm). */
final class ByteSearch {
  private final byte[] pattern;
  private final int[] skips = new int[256];

  ByteSearch(byte[] pattern) {
    if (pattern.length == 0) {
      throw new IllegalArgumentException("nothing to look for");
    }
    this.pattern = pattern;
    Arrays.fill(skips, pattern.length);
    for (int i = 0; i < pattern.length - 1; i++) {
      skips[pattern[i] & 0xff] = pattern.length - 1 - i;
    }
  }

  int length() {
    return pattern.length;
  }

  /** The first place in {@code [from, to)} where the whole string lies inside, or -1. */
  int find(ByteBuffer in, int from, int to) {
    int last = pattern.length - 1;
    int end = from + last;
    while (end < to) {
      int found = 0;
      while (found <= last && in.get(end - found) == pattern[last - found]) {
        found++;
      }
      if (found > last) {
        return end - last;
      }
      int step = skips[in.get(end) & 0xff];
      if (step > to - end) {
        return -1;
      }
      end += step;
    }
    return -1;
  }
}
