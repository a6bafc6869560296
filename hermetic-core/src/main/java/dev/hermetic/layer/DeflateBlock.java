package dev.hermetic.layer;

import java.util.Arrays;

/** Literals and matches that become one block (RFC 1951, 3.2.3 to 3.2.7). */
final class DeflateBlock {
  private static final int MOST = 1 << 15;
  private static final int END = 256;
  private static final int LONGEST_STORED = 65535;

  private static final int[] LENGTH_BASE = {
    3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131,
    163, 195, 227, 258
  };
  private static final int[] LENGTH_EXTRA = {
    0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0
  };
  private static final int[] DISTANCE_BASE = {
    1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769, 1025, 1537, 2049,
    3073, 4097, 6145, 8193, 12289, 16385, 24577
  };

  /** The order in which the lengths of codes for lengths are written. */
  private static final int[] ORDER = {
    16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15
  };

  private static final byte[] LENGTH_CODE = lengthCodes();

  /** A literal, or a distance in the upper and a length in the lower half. */
  private final int[] symbols = new int[MOST];

  private final int[] frequencies = new int[286];
  private final int[] distances = new int[30];
  private int count;

  private static byte[] lengthCodes() {
    byte[] codes = new byte[259];
    for (int code = 0; code < LENGTH_BASE.length; code++) {
      int end = code + 1 < LENGTH_BASE.length ? LENGTH_BASE[code + 1] : 259;
      for (int length = LENGTH_BASE[code]; length < end; length++) {
        codes[length] = (byte) code;
      }
    }
    return codes;
  }

  private static int distanceCode(int distance) {
    if (distance <= 4) {
      return distance - 1;
    }
    int top = 31 - Integer.numberOfLeadingZeros(distance - 1);
    return 2 * top + (distance - 1 >>> top - 1 & 1);
  }

  private static int distanceExtra(int code) {
    return Math.max(0, code / 2 - 1);
  }

  boolean isFull() {
    return count == MOST;
  }

  boolean isEmpty() {
    return count == 0;
  }

  void literal(int value) {
    symbols[count++] = value;
    frequencies[value]++;
  }

  void match(int length, int distance) {
    symbols[count++] = distance << 16 | length;
    frequencies[257 + LENGTH_CODE[length]]++;
    distances[distanceCode(distance)]++;
  }

  /**
   * Writes the block and begins the next one.
   *
   * @param from bytes that the block stands for, to be stored where that is shorter
   */
  void write(BitWriter out, byte[] from, int start, int end, boolean last) {
    frequencies[END]++;
    HuffmanCode codes = HuffmanCode.of(frequencies, 15);
    HuffmanCode distanceCodes = HuffmanCode.of(distances, 15);
    long bits = bits(codes, distanceCodes);
    int size = end - start;
    long stored = 8L * (size + 5L * Math.max(1, (size + LONGEST_STORED - 1) / LONGEST_STORED));
    if (bits >= stored) {
      store(out, from, start, end, last);
    } else {
      out.put(last ? 1 : 0, 1);
      out.put(2, 2);
      header(out, codes, distanceCodes);
      body(out, codes, distanceCodes);
    }
    count = 0;
    Arrays.fill(frequencies, 0);
    Arrays.fill(distances, 0);
  }

  /** Without what says the codes: that is little beside a block. */
  private long bits(HuffmanCode codes, HuffmanCode distanceCodes) {
    long bits = 0;
    for (int symbol = 0; symbol < frequencies.length; symbol++) {
      int extra = symbol > 256 ? LENGTH_EXTRA[symbol - 257] : 0;
      bits += (long) frequencies[symbol] * (codes.length(symbol) + extra);
    }
    for (int code = 0; code < distances.length; code++) {
      bits += (long) distances[code] * (distanceCodes.length(code) + distanceExtra(code));
    }
    return bits;
  }

  private static void store(BitWriter out, byte[] from, int start, int end, boolean last) {
    int at = start;
    do {
      int size = Math.min(LONGEST_STORED, end - at);
      out.put(last && at + size == end ? 1 : 0, 3);
      out.align();
      out.put(size | ~size << 16, 32);
      out.put(from, at, size);
      at += size;
    } while (at < end);
  }

  /** An empty stored block: what follows begins with a whole byte. */
  static void align(BitWriter out) {
    store(out, new byte[0], 0, 0, false);
  }

  private void body(BitWriter out, HuffmanCode codes, HuffmanCode distanceCodes) {
    for (int i = 0; i < count; i++) {
      int symbol = symbols[i];
      int distance = symbol >>> 16;
      if (distance == 0) {
        out.put(codes.code(symbol), codes.length(symbol));
        continue;
      }
      int length = symbol & 0xffff;
      int code = LENGTH_CODE[length];
      out.put(codes.code(257 + code), codes.length(257 + code));
      out.put(length - LENGTH_BASE[code], LENGTH_EXTRA[code]);
      int far = distanceCode(distance);
      out.put(distanceCodes.code(far), distanceCodes.length(far));
      out.put(distance - DISTANCE_BASE[far], distanceExtra(far));
    }
    out.put(codes.code(END), codes.length(END));
  }

  /** Says the codes by their lengths, runs of which are packed, in a third code. */
  private static void header(BitWriter out, HuffmanCode codes, HuffmanCode distanceCodes) {
    int literals = codes.size(257);
    int distances = distanceCodes.size(1);
    int[] lengths = new int[literals + distances];
    for (int i = 0; i < lengths.length; i++) {
      lengths[i] = i < literals ? codes.length(i) : distanceCodes.length(i - literals);
    }
    int[] runs = new int[lengths.length];
    int[] frequencies = new int[19];
    int count = 0;
    for (int i = 0; i < lengths.length; ) {
      int same = 1;
      while (i + same < lengths.length && lengths[i + same] == lengths[i]) {
        same++;
      }
      int taken = taken(lengths[i], same, i > 0 && lengths[i - 1] == lengths[i]);
      int symbol = taken == 1 ? lengths[i] : lengths[i] > 0 ? 16 : taken < 11 ? 17 : 18;
      runs[count++] = taken << 8 | symbol;
      frequencies[symbol]++;
      i += taken;
    }
    HuffmanCode third = HuffmanCode.of(frequencies, 7);
    int written = ORDER.length;
    while (written > 4 && third.length(ORDER[written - 1]) == 0) {
      written--;
    }
    out.put(literals - 257, 5);
    out.put(distances - 1, 5);
    out.put(written - 4, 4);
    for (int i = 0; i < written; i++) {
      out.put(third.length(ORDER[i]), 3);
    }
    for (int i = 0; i < count; i++) {
      int symbol = runs[i] & 0xff;
      int taken = runs[i] >>> 8;
      out.put(third.code(symbol), third.length(symbol));
      switch (symbol) {
        case 16 -> out.put(taken - 3, 2);
        case 17 -> out.put(taken - 3, 3);
        case 18 -> out.put(taken - 11, 7);
        default -> out.put(0, 0);
      }
    }
  }

  /** How many equal lengths the next symbol says; a run of others than 0 needs one before it. */
  private static int taken(int length, int same, boolean repeats) {
    if (length == 0) {
      return same < 3 ? 1 : Math.min(same, 138);
    }
    return !repeats || same < 3 ? 1 : Math.min(same, 6);
  }
}
