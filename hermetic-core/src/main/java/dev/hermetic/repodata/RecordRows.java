package dev.hermetic.repodata;

import java.util.Arrays;

/**
 * Records as the index file has them: numbers of four bytes, texts by their numbers in the string
 * table, and digests apart from these, since who chooses between records does not look at them.
 */
final class RecordRows {
  static final int NONE = -1;

  /** Numbers of one record; where two make one of eight bytes, the higher half comes first. */
  static final int NUMBERS = 17;

  static final int VERSION = 0;
  static final int BUILD = 1;
  static final int BUILD_NUMBER = 2;
  static final int TIMESTAMP = 4;
  static final int SIZE = 6;
  static final int FILE_NAME = 8;
  static final int DEPENDS = 9;
  static final int CONSTRAINS = 10;
  static final int TRACK_FEATURES = 11;
  static final int LICENSE = 12;
  static final int LICENSE_FAMILY = 13;
  static final int SITE_PACKAGES = 14;
  static final int FLAGS = 15;

  /** How many different versions of its name are higher, as {@code PreferenceOrder} tells. */
  static final int RANK = 16;

  /** Beside what the index has of a record: its name, by which it is grouped. */
  static final int NAME = NUMBERS;

  /** Bytes of the digests of one record, and where each begins. */
  static final int DIGESTS = 48;

  static final int MD5 = 0;
  static final int SHA256 = 16;

  static final int NOARCH_GENERIC = 1;
  static final int NOARCH_PYTHON = 2;
  static final int SHADOWED = 4;
  static final int HAS_MD5 = 8;
  static final int HAS_SHA256 = 16;
  private static final int HAS_DIGESTS = HAS_MD5 | HAS_SHA256;

  /** Whether the file's name ends so, and not in {@code .conda}. */
  static final int TAR_BZ2 = 32;

  /** Another record describes the same file: such a row is not written. */
  static final int REPLACED = 64;

  /** Rows of one block, as a power of two: large arrays that grow would be in memory twice. */
  private static final int BLOCK_BITS = 12;

  private static final int BLOCK = 1 << BLOCK_BITS;

  private int[][] numbers = new int[4][];
  private byte[][] digests = new byte[4][];
  private final IntList names = new IntList();
  private final IntList hashes = new IntList();
  private final int[] row = new int[NUMBERS + 1];
  private final int[] empty = new int[NUMBERS + 1];
  private final byte[] rowDigests = new byte[DIGESTS];

  RecordRows() {
    for (int text : new int[] {
      NAME, VERSION, BUILD, FILE_NAME, LICENSE, LICENSE_FAMILY, SITE_PACKAGES
    }) {
      empty[text] = NONE;
    }
    Arrays.fill(empty, TIMESTAMP, TIMESTAMP + 2, NONE);
    Arrays.fill(empty, SIZE, SIZE + 2, NONE);
  }

  /** Begins a row in which nothing is known. */
  void begin() {
    System.arraycopy(empty, 0, row, 0, row.length);
  }

  void set(int column, int value) {
    row[column] = value;
  }

  /** Sets a number of eight bytes. */
  void set(int column, long value) {
    row[column] = (int) (value >>> Integer.SIZE);
    row[column + 1] = (int) value;
  }

  int get(int column) {
    return row[column];
  }

  void flag(int flag) {
    row[FLAGS] |= flag;
  }

  void setFlag(int flag, boolean on) {
    row[FLAGS] = on ? row[FLAGS] | flag : row[FLAGS] & ~flag;
  }

  /** The digests of the row in the making. */
  byte[] digests() {
    return rowDigests;
  }

  /**
   * Keeps the row.
   *
   * @param hash of its file's name without the ending
   */
  void commit(int hash) {
    if ((row[FLAGS] & HAS_DIGESTS) != HAS_DIGESTS) {
      clearDigests();
    }
    int index = names.size();
    int block = index >> BLOCK_BITS;
    int within = index & BLOCK - 1;
    makeRoom(block, within);
    System.arraycopy(row, 0, numbers[block], within * NUMBERS, NUMBERS);
    System.arraycopy(rowDigests, 0, digests[block], within * DIGESTS, DIGESTS);
    names.add(row[NAME]);
    hashes.add(hash);
  }

  /** Those that are not there; in what was read for them there may be anything. */
  private void clearDigests() {
    if ((row[FLAGS] & HAS_MD5) == 0) {
      Arrays.fill(rowDigests, MD5, SHA256, (byte) 0);
    }
    if ((row[FLAGS] & HAS_SHA256) == 0) {
      Arrays.fill(rowDigests, SHA256, DIGESTS, (byte) 0);
    }
  }

  private void makeRoom(int block, int within) {
    if (within == 0) {
      if (block == numbers.length) {
        numbers = Arrays.copyOf(numbers, 2 * block);
        digests = Arrays.copyOf(digests, 2 * block);
      }
      // Shards have a few rows.
      int rows = block == 0 ? 8 : BLOCK;
      numbers[block] = new int[rows * NUMBERS];
      digests[block] = new byte[rows * DIGESTS];
    } else if (within * DIGESTS == digests[block].length) {
      int rows = Math.min(BLOCK, 4 * within);
      numbers[block] = Arrays.copyOf(numbers[block], rows * NUMBERS);
      digests[block] = Arrays.copyOf(digests[block], rows * DIGESTS);
    }
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
    return number(numbers(index), at(index) + column);
  }

  /** The number of eight bytes that begins at a place. */
  static long number(int[] numbers, int at) {
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
    return numbers[index >> BLOCK_BITS];
  }

  /** Where those of the row begin. */
  int at(int index) {
    return (index & BLOCK - 1) * NUMBERS;
  }

  /** The digests of a row and others. */
  byte[] digests(int index) {
    return digests[index >> BLOCK_BITS];
  }

  /** Where those of the row begin. */
  int digestsAt(int index) {
    return (index & BLOCK - 1) * DIGESTS;
  }
}
