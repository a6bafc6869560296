package dev.hermetic.version;

import org.jspecify.annotations.Nullable;

/** Reads numbers with dots between them, as most versions are, without an object on the way. */
final class PlainVersion {
  private static final int DOTS = 8;

  /** By the number of segments where each ends: the epoch and the others have one component. */
  private static final int[][] ENDS = new int[DOTS + 3][];

  static {
    for (int segments = 0; segments < ENDS.length; segments++) {
      ENDS[segments] = new int[segments];
      for (int i = 0; i < segments; i++) {
        ENDS[segments][i] = i + 1;
      }
    }
  }

  private PlainVersion() {}

  /** Null for what is none of them: it may be a version all the same. */
  static @Nullable Version read(String text) {
    int dots = dots(text);
    if (dots < 0) {
      return null;
    }
    // The epoch is 0.
    long[] components = new long[dots + 2];
    int segment = 1;
    int digits = 0;
    long value = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c != '.') {
        value = value * 10 + c - '0';
        digits++;
      }
      if (c == '.' || i == text.length() - 1) {
        if (digits == 0 || digits > VersionScanner.MOST_DIGITS) {
          return null;
        }
        components[segment++] = value;
        value = 0;
        digits = 0;
      }
    }
    return segment < components.length
        ? null
        : new Version(text, components, null, ENDS[segment], segment);
  }

  /** How many dots there are; negative where there is something else, or more than a few. */
  private static int dots(String text) {
    int dots = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '.') {
        dots++;
      } else if (c < '0' || c > '9') {
        return -1;
      }
    }
    return text.isEmpty() || dots > DOTS ? -1 : dots;
  }
}
