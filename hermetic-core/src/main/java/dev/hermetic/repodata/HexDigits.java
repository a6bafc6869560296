package dev.hermetic.repodata;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Reads hex digits, eight at a time: each record has 96 of them. */
final class HexDigits {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long ONES = 0x0101010101010101L;
  private static final long HIGH = 0x8080808080808080L;

  private HexDigits() {}

  /**
   * Reads digits of either case.
   *
   * @param numbers to write, of eight digits each, the first of which are the highest
   * @return false when one is no hex digit; what was written then means nothing
   */
  static boolean read(byte[] digits, int from, int[] target, int to, int numbers) {
    long wrong = 0;
    for (int i = 0; i < numbers; i++) {
      long eight = (long) LONGS.get(digits, from + Long.BYTES * i);
      long ascii = eight & ~HIGH;
      long lower = ascii | ONES * 0x20;
      long figure = notBelow(ascii, '0') & ~notBelow(ascii, '9' + 1);
      long letter = notBelow(lower, 'a') & ~notBelow(lower, 'f' + 1);
      wrong |= eight | ~(figure | letter);
      long value = (ascii & ONES * 0x0f) + 9 * ((letter & HIGH) >>> 7);
      long pairs = (value << 4 | value >>> 8) & 0x00ff00ff00ff00ffL;
      pairs = (pairs << 8 | pairs >>> 16) & 0x0000ffff0000ffffL;
      target[to + i] = (int) (pairs << 16 | pairs >>> 32);
    }
    return (wrong & HIGH) == 0;
  }

  /** In the high bit of each byte, which has none itself, whether it is at least the bound. */
  private static long notBelow(long ascii, int bound) {
    return ascii + ONES * (0x80 - bound);
  }
}
