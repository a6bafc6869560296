package dev.hermetic.archive;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/** The bits of a bzip2 stream, the highest of each byte first. */
final class Bzip2Bits {
  private static final int[] CRC = crcTable();

  private final InputStream in;
  private final byte[] buffer = new byte[1 << 16];
  private int at;
  private int end;
  private long bits;
  private int count;

  Bzip2Bits(InputStream in) {
    this.in = in;
  }

  /** The next bits, at most 32, which are then gone. */
  int take(int wanted) throws IOException {
    ensure(wanted);
    count -= wanted;
    return (int) (bits >>> count & (1L << wanted) - 1);
  }

  /** The next bits; at most 24 that are there, because more than that end every stream. */
  int peek(int wanted) throws IOException {
    ensure(wanted);
    return (int) (bits >>> count - wanted) & (1 << wanted) - 1;
  }

  /** Leaves out bits that were looked at. */
  void skip(int bitsLookedAt) {
    count -= bitsLookedAt;
  }

  /** Leaves out what is left of a byte; whether there is one more. */
  boolean toNextByte() throws IOException {
    count -= count % 8;
    if (count == 0 && at == end) {
      fill();
    }
    return count > 0 || at < end;
  }

  void close() throws IOException {
    in.close();
  }

  private void ensure(int wanted) throws IOException {
    while (count < wanted) {
      if (at == end && !fill()) {
        throw new EOFException("the bzip2 stream is cut off");
      }
      bits = bits << 8 | buffer[at++] & 0xff;
      count += 8;
    }
  }

  private boolean fill() throws IOException {
    at = 0;
    end = Math.max(0, in.read(buffer, 0, buffer.length));
    return end > 0;
  }

  static int crc(int crc, int value) {
    return crc << 8 ^ CRC[crc >>> 24 ^ value];
  }

  private static int[] crcTable() {
    int[] table = new int[256];
    for (int i = 0; i < 256; i++) {
      int crc = i << 24;
      for (int bit = 0; bit < 8; bit++) {
        crc = crc << 1 ^ (crc < 0 ? 0x04c11db7 : 0);
      }
      table[i] = crc;
    }
    return table;
  }
}
