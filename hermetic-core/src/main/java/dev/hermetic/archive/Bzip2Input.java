package dev.hermetic.archive;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * Unpacks bzip2, also several streams one after the other, and checks the CRC of each block and
 * stream. Its methods are small: the compiler of the JVM spends more on those of the library than
 * it takes to unpack a common package. Blocks that bzip2 before 0.9.5 shuffled are refused.
 */
final class Bzip2Input extends InputStream {
  private static final long BLOCK = 0x314159265359L;
  private static final long END = 0x177245385090L;
  private static final int BLOCK_UNIT = 100_000;
  private static final int GROUP = 50;
  private static final int MOST_SELECTORS = 18_002;

  /** Equal bytes after which a count of further ones stands. */
  private static final int RUN = 4;

  private final Bzip2Bits bits;
  private final byte[] used = new byte[256];
  private final byte[] selectors = new byte[MOST_SELECTORS];

  /** Of each place of the block the byte, and above it the place that follows. */
  private int[] block = {};

  private boolean ended;
  private int streamCrc;
  private int blockCrc;
  private int crc;

  private int left;
  private int place;
  private int last;
  private int run;
  private int repeats;

  /**
   * @throws IOException when the bytes do not begin as bzip2
   */
  Bzip2Input(InputStream in) throws IOException {
    this.bits = new Bzip2Bits(in);
    if (!beginStream()) {
      throw new EOFException("it is empty");
    }
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    while (left == 0 && repeats == 0) {
      if (ended || !nextBlock()) {
        return -1;
      }
    }
    int filled = fill(bytes, offset, offset + length) - offset;
    if (left == 0 && repeats == 0) {
      endBlock();
    }
    return filled;
  }

  @Override
  public void close() throws IOException {
    bits.close();
  }

  private int fill(byte[] bytes, int from, int to) throws IOException {
    int at = from;
    int sum = crc;
    while (at < to && (left > 0 || repeats > 0)) {
      if (repeats > 0) {
        repeats--;
      } else {
        int next = follow();
        run = next == last ? run + 1 : 1;
        last = next;
        if (run == RUN) {
          repeats = left > 0 ? follow() : 0;
          run = 0;
        }
      }
      bytes[at++] = (byte) last;
      sum = Bzip2Bits.crc(sum, last);
    }
    crc = sum;
    return at;
  }

  private int follow() {
    int entry = block[place];
    place = entry >>> 8;
    left--;
    return entry & 0xff;
  }

  private void endBlock() throws IOException {
    if (~crc != blockCrc) {
      throw new IOException("the CRC of a bzip2 block does not fit");
    }
    streamCrc = Integer.rotateLeft(streamCrc, 1) ^ blockCrc;
  }

  /** Whether there is one more stream. */
  private boolean beginStream() throws IOException {
    if (!bits.toNextByte()) {
      ended = true;
      return false;
    }
    int magic = bits.take(24);
    int size = bits.take(8) - '0';
    if (magic != 0x425a68 || size < 1 || size > 9) {
      throw new IOException("no bzip2 stream");
    }
    if (block.length < size * BLOCK_UNIT) {
      block = new int[size * BLOCK_UNIT];
    }
    streamCrc = 0;
    return true;
  }

  /** Whether there is one more block, in this stream or the next. */
  private boolean nextBlock() throws IOException {
    long magic = magic();
    while (magic == END) {
      if (bits.take(32) != streamCrc) {
        throw new IOException("the CRC of a bzip2 stream does not fit");
      }
      if (!beginStream()) {
        return false;
      }
      magic = magic();
    }
    if (magic != BLOCK) {
      throw new IOException("no bzip2 block where one should be");
    }
    blockCrc = bits.take(32);
    if (bits.take(1) != 0) {
      throw new IOException("a bzip2 block in a form that has not been written since 1998");
    }
    int origin = bits.take(24);
    int size = symbols(readUsed());
    if (origin >= size) {
      throw new IOException("a bzip2 block that begins outside of itself");
    }
    place = block[origin] >>> 8;
    left = size;
    crc = ~0;
    last = -1;
    run = 0;
    repeats = 0;
    return true;
  }

  private long magic() throws IOException {
    return (long) bits.take(24) << 24 | bits.take(24);
  }

  /** The number of bytes that occur, which are noted. */
  private int readUsed() throws IOException {
    int rows = bits.take(16);
    int count = 0;
    for (int row = 0; row < 16; row++) {
      int columns = (rows << row & 0x8000) == 0 ? 0 : bits.take(16);
      for (int column = 0; column < 16; column++) {
        if ((columns << column & 0x8000) != 0) {
          used[count++] = (byte) (16 * row + column);
        }
      }
    }
    if (count == 0) {
      throw new IOException("a bzip2 block without a byte");
    }
    return count;
  }

  private void readSelectors(int codes) throws IOException {
    byte[] front = new byte[codes];
    for (int i = 0; i < codes; i++) {
      front[i] = (byte) i;
    }
    int count = bits.take(15);
    for (int i = 0; i < count; i++) {
      int at = 0;
      while (bits.take(1) != 0) {
        if (++at == codes) {
          throw new IOException("a bzip2 block with a wrong selector");
        }
      }
      byte code = toFront(front, at);
      // Some writers note more than can be needed.
      if (i < MOST_SELECTORS) {
        selectors[i] = code;
      }
    }
    Arrays.fill(selectors, Math.min(count, MOST_SELECTORS), MOST_SELECTORS, (byte) -1);
  }

  private Bzip2Code[] readCodes(int symbols) throws IOException {
    int count = bits.take(3);
    if (count < 2 || count > 6) {
      throw new IOException("a bzip2 block with " + count + " codes");
    }
    readSelectors(count);
    Bzip2Code[] codes = new Bzip2Code[count];
    for (int i = 0; i < count; i++) {
      codes[i] = Bzip2Code.read(bits, symbols);
    }
    return codes;
  }

  /** Fills the block and chains its places; gives its size. */
  private int symbols(int bytes) throws IOException {
    Bzip2Code[] codes = readCodes(bytes + 2);
    int end = bytes + 1;
    int size = 0;
    int runLength = 0;
    int runBit = 1;
    Bzip2Code code = null;
    for (int taken = 0; ; taken++) {
      if (taken % GROUP == 0) {
        int selector = taken / GROUP < MOST_SELECTORS ? selectors[taken / GROUP] : -1;
        if (selector < 0) {
          throw new IOException("a bzip2 block with too few selectors");
        }
        code = codes[selector];
      }
      int symbol = code.next(bits);
      if (symbol <= 1) {
        runLength += runBit << symbol;
        runBit <<= 1;
        if (runLength > block.length - size) {
          throw new IOException("a bzip2 block that is too long");
        }
        continue;
      }
      if (runLength > 0) {
        Arrays.fill(block, size, size + runLength, used[0] & 0xff);
        size += runLength;
        runLength = 0;
        runBit = 1;
      }
      if (symbol == end) {
        chain(size);
        return size;
      }
      if (size == block.length) {
        throw new IOException("a bzip2 block that is too long");
      }
      block[size++] = toFront(used, symbol - 1) & 0xff;
    }
  }

  private static byte toFront(byte[] list, int at) {
    byte one = list[at];
    for (int i = at; i > 0; i--) {
      list[i] = list[i - 1];
    }
    list[0] = one;
    return one;
  }

  /** Undoes the sorting of Burrows and Wheeler. */
  private void chain(int size) {
    int[] next = new int[257];
    for (int i = 0; i < size; i++) {
      next[block[i] + 1]++;
    }
    for (int i = 1; i < 256; i++) {
      next[i] += next[i - 1];
    }
    for (int i = 0; i < size; i++) {
      block[next[block[i] & 0xff]++] |= i << 8;
    }
  }
}
