package dev.hermetic.version;

/**
 * The beginning of a version as one number: versions whose keys differ compare as the keys do, so
 * that nearly all comparisons are one of two numbers.
 *
 * <p>The first four segments have 16, 16, 16 and 15 bits, the first one the highest: the first
 * component, and in two bits whether what follows it in the segment counts as less than nothing, as
 * nothing or as more. Where that is not nothing, or the component too large for its bits, the key
 * ends, and equal keys tell nothing of what comes after.
 */
final class VersionKey {
  /** Of every version with an epoch: they are higher than all others. */
  private static final long EPOCH = Long.MAX_VALUE;

  private static final int SEGMENTS = 4;
  private static final int LESS = 0;
  private static final int NOTHING = 1;
  private static final int MORE = 2;

  /** Bits that say what follows a component. */
  private static final int REST_BITS = 2;

  private VersionKey() {}

  private static int shift(int segment) {
    return segment == SEGMENTS ? 0 : 63 - 16 * segment;
  }

  /** What a component must be less than to have its place in the key. */
  private static int limit(int segment) {
    return segment == SEGMENTS ? (1 << 13) - 1 : (1 << 14) - 1;
  }

  /**
   * The key of a version.
   *
   * @param ends for each segment, the epoch first, the index after its last component
   * @param mainSegments how many of them are before the local version
   */
  static long of(long[] components, int[] ends, int mainSegments) {
    if (components[0] != 0) {
      return EPOCH;
    }
    long key = 0;
    for (int segment = 1; segment <= SEGMENTS; segment++) {
      long first = 0;
      int rest = NOTHING;
      if (segment < mainSegments) {
        int at = ends[segment - 1];
        first = components[at++];
        while (at < ends[segment] && components[at] == 0) {
          at++;
        }
        if (at < ends[segment]) {
          rest = components[at] < 0 ? LESS : MORE;
        }
      }
      if (first < 0 || first >= limit(segment)) {
        return first < 0 ? key : key | (long) limit(segment) << REST_BITS + shift(segment);
      }
      key |= (first << REST_BITS | rest) << shift(segment);
      if (rest != NOTHING) {
        return key;
      }
    }
    return key;
  }

  /**
   * The bits of keys by which a prefix tells the versions that begin with it; 0 when keys do not tell
   * them.
   */
  static long prefixMask(long[] components, int[] ends, int mainSegments) {
    int last = mainSegments - 1;
    boolean plain =
        components[0] == 0 && last >= 1 && last <= SEGMENTS && mainSegments == ends.length;
    long mask = 0;
    for (int segment = 1; plain && segment <= last; segment++) {
      long component = components[ends[segment - 1]];
      plain =
          ends[segment] == ends[segment - 1] + 1
              && component >= 0
              && component < limit(segment);
      long bits = (long) limit(segment) << REST_BITS | (segment == last ? 0 : 3);
      mask |= bits << shift(segment);
    }
    return plain ? mask : 0;
  }
}
