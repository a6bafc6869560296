package dev.hermetic.repodata;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Reads hex digits, eight at a time: each record has 96 of them. */
final class HexDigits {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle INTS =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long ONES = 0x0101010101010101L;
  private static final long HIGH = 0x8080808080808080L;

  private HexDigits() {}

  /**
   * Reads digits of either case.
   *
   * @param bytes to write, a multiple of four; there are twice as many digits
   * @return false when one is no hex digit; what was written then means nothing
   */
  static boolean read(byte[] digits, int from, byte[] target, int to, int bytes) {
    long wrong = 0;
    for (int i = 0; i < bytes; i += Integer.BYTES) {
      long eight = (long) LONGS.get(digits, from + 2 * i);
      long ascii = eight & ~HIGH;
      long lower = ascii | ONES * 0x20;
      long figure = notBelow(ascii, '0') & ~notBelow(ascii, '9' + 1);
      long letter = notBelow(lower, 'a') & ~notBelow(lower, 'f' + 1);
      wrong |= eight | ~(figure | letter);
      long value = (ascii & ONES * 0x0f) + 9 * ((letter & HIGH) >>> 7);
      long pairs = (value << 4 | value >>> 8) & 0x00ff00ff00ff00ffL;
      pairs = (pairs | pairs >>> 8) & 0x0000ffff0000ffffL;
      INTS.set(target, to + i, (int) (pairs | pairs >>> 16));
    }
    return (wrong & HIGH) == 0;
  }

  /** In the high bit of each byte, which has none itself, whether it is at least the bound. */
  private static long notBelow(long ascii, int bound) {
    return ascii + ONES * (0x80 - bound);
  }
}
