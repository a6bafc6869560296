package dev.hermetic.repodata;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Compares ranges of bytes, eight at a time: most are of a few dozen bytes, for which the checks of
 * {@link java.util.Arrays} cost more than comparing.
 */
final class ByteRanges {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private ByteRanges() {}

  /** Whether ranges of the same length have the same bytes. */
  static boolean equal(byte[] one, int from, byte[] other, int otherFrom, int length) {
    int past = length - Long.BYTES;
    int at = 0;
    for (; at <= past; at += Long.BYTES) {
      if ((long) LONGS.get(one, from + at) != (long) LONGS.get(other, otherFrom + at)) {
        return false;
      }
    }
    for (; at < length; at++) {
      if (one[from + at] != other[otherFrom + at]) {
        return false;
      }
    }
    return true;
  }
}
