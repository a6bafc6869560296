package dev.hermetic.archive;

import java.io.IOException;

/** A prefix code of bzip2: shorter codes come first, codes of one length in order of the symbols. */
final class Bzip2Code {
  private static final int LONGEST = 20;
  private static final int FAST_BITS = 9;

  /** The last code of each length. */
  private final int[] limits = new int[LONGEST + 1];

  /** What is taken from a code to get the index of its symbol. */
  private final int[] offsets = new int[LONGEST + 1];

  private final short[] symbols;

  /** By the next bits: symbol and length of a code that is no longer than these, else 0. */
  private final short[] fast = new short[1 << FAST_BITS];

  private Bzip2Code(byte[] lengths) {
    symbols = new short[lengths.length];
    int index = 0;
    int code = 0;
    for (int length = 1; length <= LONGEST; length++) {
      offsets[length] = code - index;
      for (int symbol = 0; symbol < lengths.length; symbol++) {
        if (lengths[symbol] == length) {
          note(code++, length, symbol);
          symbols[index++] = (short) symbol;
        }
      }
      limits[length] = code - 1;
      code <<= 1;
    }
  }

  private void note(int code, int length, int symbol) {
    int free = FAST_BITS - length;
    // A code that is one too many for its length has no place.
    if (free >= 0 && code >> length == 0) {
      for (int i = code << free; i < (code + 1) << free; i++) {
        fast[i] = (short) (symbol << 4 | length);
      }
    }
  }

  /** Reads the lengths of the codes of so many symbols. */
  static Bzip2Code read(Bzip2Bits bits, int count) throws IOException {
    byte[] lengths = new byte[count];
    int length = bits.take(5);
    for (int i = 0; i < count; i++) {
      while (bits.take(1) != 0) {
        length += bits.take(1) == 0 ? 1 : -1;
        check(length);
      }
      check(length);
      lengths[i] = (byte) length;
    }
    return new Bzip2Code(lengths);
  }

  private static void check(int length) throws IOException {
    if (length < 1 || length > LONGEST) {
      throw new IOException("a bzip2 block with a code of " + length + " bits");
    }
  }

  int next(Bzip2Bits bits) throws IOException {
    int ahead = bits.peek(LONGEST);
    int known = fast[ahead >> LONGEST - FAST_BITS];
    if (known != 0) {
      bits.skip(known & 0xf);
      return known >> 4;
    }
    return longer(bits, ahead);
  }

  private int longer(Bzip2Bits bits, int ahead) throws IOException {
    int length = 1;
    while (length <= LONGEST && ahead >> LONGEST - length > limits[length]) {
      length++;
    }
    if (length > LONGEST) {
      throw new IOException("a bzip2 block with a code that is none");
    }
    bits.skip(length);
    return symbols[(ahead >> LONGEST - length) - offsets[length]];
  }
}
