package dev.hermetic.layer;

import java.util.Arrays;

/**
 * A canonical Huffman code (RFC 1951, 3.2.2) for given frequencies, with no code longer than a bound.
 * It depends on the frequencies alone.
 */
final class HuffmanCode {
  private final int[] lengths;
  private final int[] codes;

  private HuffmanCode(int[] lengths) {
    this.lengths = lengths;
    this.codes = codes(lengths);
  }

  /**
   * The code.
   *
   * @param frequencies by symbol; those of unused ones among the first two may be raised to 1, since
   *     some readers want at least two codes
   * @param limit bits of the longest code
   */
  static HuffmanCode of(int[] frequencies, int limit) {
    int used = (int) Arrays.stream(frequencies).filter(one -> one > 0).count();
    for (int symbol = 0; used < 2; symbol++) {
      if (frequencies[symbol] == 0) {
        frequencies[symbol] = 1;
        used++;
      }
    }
    // Rarest first, those as rare by symbol.
    long[] sorted = new long[used];
    int count = 0;
    for (int symbol = 0; symbol < frequencies.length; symbol++) {
      if (frequencies[symbol] > 0) {
        sorted[count++] = (long) frequencies[symbol] << 16 | symbol;
      }
    }
    Arrays.sort(sorted);
    int[] perLength = limited(depths(sorted), limit);
    int[] lengths = new int[frequencies.length];
    int next = used;
    for (int length = 1; length <= limit; length++) {
      for (int i = 0; i < perLength[length]; i++) {
        lengths[(int) (sorted[--next] & 0xffff)] = length;
      }
    }
    return new HuffmanCode(lengths);
  }

  /** How many leaves each depth of the tree has, by two queues: leaves, and nodes as they are made. */
  private static int[] depths(long[] sorted) {
    int leaves = sorted.length;
    long[] weight = new long[2 * leaves - 1];
    int[] parent = new int[2 * leaves - 1];
    for (int i = 0; i < leaves; i++) {
      weight[i] = sorted[i] >>> 16;
    }
    int leaf = 0;
    int node = leaves;
    for (int made = leaves; made < weight.length; made++) {
      for (int i = 0; i < 2; i++) {
        boolean takeLeaf = leaf < leaves && (node >= made || weight[leaf] <= weight[node]);
        int taken = takeLeaf ? leaf++ : node++;
        weight[made] += weight[taken];
        parent[taken] = made;
      }
    }
    int[] depth = new int[weight.length];
    int[] perDepth = new int[leaves + 1];
    for (int i = weight.length - 2; i >= 0; i--) {
      depth[i] = depth[parent[i]] + 1;
      if (i < leaves) {
        perDepth[depth[i]]++;
      }
    }
    return perDepth;
  }

  /** Leaves that lie too deep are moved up, and others down, until the code is complete again. */
  private static int[] limited(int[] perDepth, int limit) {
    int[] perLength = new int[limit + 1];
    long total = 0;
    for (int depth = 1; depth < perDepth.length; depth++) {
      int length = Math.min(depth, limit);
      perLength[length] += perDepth[depth];
      total += (long) perDepth[depth] << limit - length;
    }
    for (; total > 1L << limit; total--) {
      perLength[limit]--;
      int length = limit - 1;
      while (perLength[length] == 0) {
        length--;
      }
      perLength[length]--;
      perLength[length + 1] += 2;
    }
    return perLength;
  }

  /** With their bits turned round, as they are written. */
  private static int[] codes(int[] lengths) {
    int[] next = new int[17];
    for (int length : lengths) {
      if (length > 0) {
        next[length + 1]++;
      }
    }
    for (int length = 1; length < next.length; length++) {
      next[length] = (next[length] + (length > 1 ? next[length - 1] : 0)) << 1;
    }
    int[] codes = new int[lengths.length];
    for (int symbol = 0; symbol < lengths.length; symbol++) {
      int length = lengths[symbol];
      if (length > 0) {
        codes[symbol] = Integer.reverse(next[length]++) >>> 32 - length;
      }
    }
    return codes;
  }

  int length(int symbol) {
    return lengths[symbol];
  }

  int code(int symbol) {
    return codes[symbol];
  }

  /** Symbols up to the last that is used, at least so many. */
  int size(int least) {
    int size = lengths.length;
    while (size > least && lengths[size - 1] == 0) {
      size--;
    }
    return size;
  }
}
