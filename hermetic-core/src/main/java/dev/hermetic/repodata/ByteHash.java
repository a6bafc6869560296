package dev.hermetic.repodata;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Hashes of byte ranges, eight bytes at a time; the same in every process. */
final class ByteHash {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long FIRST = 0x9E3779B97F4A7C15L;
  private static final long SECOND = 0xC2B2AE3D27D4EB4FL;

  private ByteHash() {}

  /** Of short texts. */
  static int of(byte[] bytes, int from, int length) {
    return (int) (wide(bytes, from, length, FIRST) >>> 32);
  }

  /** Two of these with different seeds are as good as never both equal for different ranges. */
  static long wide(byte[] bytes, int from, int length, long seed) {
    long hash = seed ^ length * SECOND;
    int end = from + length;
    int at = from;
    for (; at + Long.BYTES <= end; at += Long.BYTES) {
      hash = (hash ^ (long) LONGS.get(bytes, at)) * FIRST;
      hash ^= hash >>> 29;
    }
    long rest = 0;
    for (; at < end; at++) {
      rest = rest << 8 | bytes[at] & 0xff;
    }
    hash = (hash ^ rest) * SECOND;
    hash ^= hash >>> 32;
    hash *= FIRST;
    return hash ^ hash >>> 31;
  }
}
