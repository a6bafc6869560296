package dev.hermetic.layer;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Packs one piece of a stream in the DEFLATE format (RFC 1951). Our own, because its bytes are the
 * product: those of {@code java.util.zip} are whatever the zlib of the machine makes, and differ
 * between JDKs. Only this class and {@link DeflateBlock} decide on them; a change to either changes
 * the digest of every layer in gzip.
 */
final class Deflate {
  /** How far back a match may lie. */
  static final int WINDOW = 1 << 15;

  private static final int SHORTEST = 4;
  private static final int LONGEST = 258;
  private static final int HASH_BITS = 16;

  /** As long a match is taken without a look at the next byte, and ends the search. */
  private static final int LONG_ENOUGH = 128;

  /** When there is such a match, the next byte's is looked for with less effort. */
  private static final int GOOD = 16;

  private static final int MOST_TRIES = 64;

  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private final byte[] bytes;
  private final int end;

  /** By hash: one more than the last place where such bytes begin, 0 for none. */
  private final int[] heads = new int[1 << HASH_BITS];

  /** By place: the one before it with that hash, in the same way. */
  private final int[] before;

  private int matchAt;

  private Deflate(byte[] bytes, int end) {
    this.bytes = bytes;
    this.end = end;
    this.before = new int[end];
  }

  /**
   * Packs the bytes from {@code start} to {@code end}.
   *
   * @param bytes what matches may refer to comes before {@code start}
   * @param last whether the stream ends here; else it can go on with the next piece
   */
  static byte[] pack(byte[] bytes, int start, int end, boolean last) {
    // Eight bytes are read at once, also at the end.
    return new Deflate(Arrays.copyOf(bytes, end + 8), end).pack(start, last);
  }

  private byte[] pack(int start, boolean last) {
    BitWriter out = new BitWriter((end - start) / 2 + 64);
    DeflateBlock block = new DeflateBlock();
    for (int i = Math.max(0, start - WINDOW); i < start; i++) {
      insert(i);
    }
    int blockStart = start;
    int at = start;
    int length = at < end ? find(at, SHORTEST - 1, MOST_TRIES) : 0;
    while (at < end) {
      int distance = at - matchAt;
      insert(at);
      int next = 0;
      if (length >= SHORTEST && length < LONG_ENOUGH && at + 1 < end) {
        next = find(at + 1, length, length >= GOOD ? MOST_TRIES / 4 : MOST_TRIES);
      }
      if (length < SHORTEST || next > length) {
        block.literal(bytes[at] & 0xff);
        at++;
        length = next > 0 ? next : at < end ? find(at, SHORTEST - 1, MOST_TRIES) : 0;
      } else {
        block.match(length, distance);
        for (int i = at + 1; i < at + length; i++) {
          insert(i);
        }
        at += length;
        length = at < end ? find(at, SHORTEST - 1, MOST_TRIES) : 0;
      }
      if (block.isFull() && at < end) {
        block.write(out, bytes, blockStart, at, false);
        blockStart = at;
      }
    }
    if (last || !block.isEmpty()) {
      block.write(out, bytes, blockStart, end, last);
    }
    if (!last) {
      DeflateBlock.align(out);
    }
    out.align();
    return out.bytes();
  }

  private static int hash(int four) {
    return four * 0x9E3779B1 >>> 32 - HASH_BITS;
  }

  private void insert(int at) {
    if (at + SHORTEST <= end) {
      int hash = hash((int) INT.get(bytes, at));
      before[at] = heads[hash];
      heads[hash] = at + 1;
    }
  }

  /**
   * The length of the longest match that is longer than {@code least}, whose place is then {@link
   * #matchAt}; 0 when there is none. The place itself has not been inserted.
   */
  private int find(int at, int least, int tries) {
    int most = Math.min(LONGEST, end - at);
    if (most < SHORTEST || most <= least) {
      return 0;
    }
    int four = (int) INT.get(bytes, at);
    int best = least;
    int nearest = Math.max(0, at - WINDOW);
    int left = tries;
    for (int i = heads[hash(four)] - 1; i >= nearest && left > 0; i = before[i] - 1, left--) {
      if (bytes[i + best] == bytes[at + best] && (int) INT.get(bytes, i) == four) {
        int length = length(i, at, most);
        if (length > best) {
          best = length;
          matchAt = i;
          if (length >= LONG_ENOUGH || length == most) {
            break;
          }
        }
      }
    }
    return best > least ? best : 0;
  }

  private int length(int one, int other, int most) {
    int length = SHORTEST;
    while (length < most) {
      long differs = (long) LONG.get(bytes, one + length) ^ (long) LONG.get(bytes, other + length);
      if (differs != 0) {
        return Math.min(most, length + (Long.numberOfTrailingZeros(differs) >>> 3));
      }
      length += 8;
    }
    return most;
  }
}
