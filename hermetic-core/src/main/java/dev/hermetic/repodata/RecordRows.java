package dev.hermetic.repodata;

import java.util.Arrays;

/**
 * Records as the index file has them: numbers of four bytes, texts by their numbers in the string
 * table, and digests apart from these, since who chooses between records does not look at them.
 */
final class RecordRows {
  static final int NONE = -1;

  /**
   * Numbers of one record that lie side by side in the index; where two make one of eight bytes, the
   * higher half comes first.
   */
  static final int NUMBERS = 14;

  static final int VERSION = 0;
  static final int BUILD = 1;
  static final int BUILD_NUMBER = 2;
  static final int TIMESTAMP = 4;
  static final int SIZE = 6;
  static final int FILE_NAME = 8;
  static final int TRACK_FEATURES = 9;
  static final int LICENSE = 10;
  static final int LICENSE_FAMILY = 11;
  static final int SITE_PACKAGES = 12;
  static final int FLAGS = 13;

  /** Numbers that come as a column each: who chooses between records looks at them of all. */
  static final int COLUMNS = 3;

  /** How many different versions of its name are higher, as {@code PreferenceOrder} tells. */
  static final int RANK = NUMBERS;

  static final int DEPENDS = NUMBERS + 1;
  static final int CONSTRAINS = NUMBERS + 2;

  /** Bytes of the digests of one record, and where each begins. */
  static final int DIGESTS = 48;

  static final int MD5 = 0;
  static final int SHA256 = 16;

  /** Where the digests begin, four bytes a number, and what a row has in all. */
  private static final int DIGESTS_AT = NUMBERS + COLUMNS;

  /** Beside what the index has of a record: its name, by which it is grouped. */
  static final int NAME = DIGESTS_AT + DIGESTS / Integer.BYTES;

  private static final int WIDTH = NAME + 1;

  static final int NOARCH_GENERIC = 1;
  static final int NOARCH_PYTHON = 2;

  /** One of these is set where a record is for all platforms. */
  static final int NOARCH = NOARCH_GENERIC | NOARCH_PYTHON;

  static final int SHADOWED = 4;
  static final int HAS_MD5 = 8;
  static final int HAS_SHA256 = 16;

  /** Whether the file's name ends so, and not in {@code .conda}. */
  static final int TAR_BZ2 = 32;

  /** Another record describes the same file: such a row is not written. */
  static final int REPLACED = 64;

  /**
   * Rows of one block, as a power of two: large arrays that grow would be in memory twice. One
   * takes 0.9 MiB: Java's collector does not copy an object that is larger than half a region of
   * its heap, and a region has 1 MiB in heaps below 4 GiB.
   */
  private static final int BLOCK_BITS = 13;

  private static final int BLOCK = 1 << BLOCK_BITS;

  private static final int[] EMPTY = empty();

  private int[][] blocks = new int[4][];
  private final IntList names = new IntList();
  private final IntList hashes = new IntList();

  /** The row in the making lies behind the others: its block, and where it begins there. */
  private int[] block = {};

  private int start;

  private static int[] empty() {
    int[] empty = new int[WIDTH];
    for (int text : new int[] {
      NAME, VERSION, BUILD, FILE_NAME, LICENSE, LICENSE_FAMILY, SITE_PACKAGES
    }) {
      empty[text] = NONE;
    }
    Arrays.fill(empty, TIMESTAMP, TIMESTAMP + 2, NONE);
    Arrays.fill(empty, SIZE, SIZE + 2, NONE);
    return empty;
  }

  /** Begins a row in which nothing is known. */
  void begin() {
    int index = names.size();
    makeRoom(index >> BLOCK_BITS, index & BLOCK - 1);
    System.arraycopy(EMPTY, 0, block, start, WIDTH);
  }

  void set(int column, int value) {
    block[start + column] = value;
  }

  /** Sets a number of eight bytes. */
  void set(int column, long value) {
    block[start + column] = (int) (value >>> Integer.SIZE);
    block[start + column + 1] = (int) value;
  }

  int get(int column) {
    return block[start + column];
  }

  void flag(int flag) {
    block[start + FLAGS] |= flag;
  }

  /**
   * Reads a digest.
   *
   * @param digest {@link #MD5} or {@link #SHA256}
   * @param bytes how many it has
   * @param flag says that it is there; not set where one of the digits is none
   */
  void setDigest(int digest, int bytes, int flag, byte[] digits, int from) {
    int at = start + DIGESTS_AT + digest / Integer.BYTES;
    if (HexDigits.read(digits, from, block, at, bytes / Integer.BYTES)) {
      block[start + FLAGS] |= flag;
    } else {
      // What was written, maybe over one that came before it, means nothing.
      block[start + FLAGS] &= ~flag;
      Arrays.fill(block, at, at + bytes / Integer.BYTES, 0);
    }
  }

  /**
   * Keeps the row.
   *
   * @param hash of its file's name without the ending
   */
  void commit(int hash) {
    names.add(block[start + NAME]);
    hashes.add(hash);
  }

  private void makeRoom(int number, int within) {
    start = within * WIDTH;
    if (within > 0 && start < block.length) {
      return;
    }
    if (number == blocks.length) {
      blocks = Arrays.copyOf(blocks, 2 * number);
    }
    // Shards have a few rows.
    int rows = number == 0 ? Math.max(8, Math.min(BLOCK, 4 * within)) : BLOCK;
    block = within == 0 ? new int[rows * WIDTH] : Arrays.copyOf(block, rows * WIDTH);
    blocks[number] = block;
  }

  int size() {
    return names.size();
  }

  /** Text number of a row's name. */
  int name(int index) {
    return names.get(index);
  }

  int hash(int index) {
    return hashes.get(index);
  }

  int get(int index, int column) {
    return numbers(index)[at(index) + column];
  }

  /** A number of eight bytes. */
  long getLong(int index, int column) {
    int[] numbers = numbers(index);
    int at = at(index) + column;
    return (long) numbers[at] << Integer.SIZE | numbers[at + 1] & 0xffff_ffffL;
  }

  void rank(int index, int rank) {
    numbers(index)[at(index) + RANK] = rank;
  }

  boolean has(int index, int flag) {
    return (get(index, FLAGS) & flag) != 0;
  }

  void flag(int index, int flag) {
    numbers(index)[at(index) + FLAGS] |= flag;
  }

  /** The numbers of a row and others. */
  int[] numbers(int index) {
    return blocks[index >> BLOCK_BITS];
  }

  /** Where those of the row begin. */
  int at(int index) {
    return (index & BLOCK - 1) * WIDTH;
  }

  /** Where its digests begin, of which four bytes make a number there. */
  int digestsAt(int index) {
    return at(index) + DIGESTS_AT;
  }
}
