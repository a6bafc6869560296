package dev.hermetic.layer;

import java.util.Arrays;

/** Bits into bytes, the lowest first (RFC 1951, 3.1.1). */
final class BitWriter {
  private byte[] bytes;
  private int size;
  private long bits;
  private int count;

  BitWriter(int capacity) {
    bytes = new byte[capacity];
  }

  /** At most 32 bits. */
  void put(int value, int length) {
    bits |= (value & 0xffffffffL) << count;
    count += length;
    if (count >= 32) {
      room(4);
      for (int i = 0; i < 4; i++) {
        bytes[size++] = (byte) (bits >>> 8 * i);
      }
      bits >>>= 32;
      count -= 32;
    }
  }

  /** Fills up the last byte with zeros. */
  void align() {
    room(8);
    for (; count > 0; count -= 8) {
      bytes[size++] = (byte) bits;
      bits >>>= 8;
    }
    count = 0;
    bits = 0;
  }

  /** Whole bytes, after {@link #align}. */
  void put(byte[] from, int offset, int length) {
    room(length);
    System.arraycopy(from, offset, bytes, size, length);
    size += length;
  }

  private void room(int more) {
    if (size + more > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(size + more, 2 * bytes.length));
    }
  }

  /** All so far, after {@link #align}. */
  byte[] bytes() {
    return Arrays.copyOf(bytes, size);
  }
}
