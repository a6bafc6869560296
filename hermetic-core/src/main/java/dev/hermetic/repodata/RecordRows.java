package dev.hermetic.repodata;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Records in the bytes that the index file has of them, texts as numbers of the string table. */
final class RecordRows {
  static final int NONE = -1;

  /** Bytes of one record. */
  static final int BYTES = 120;

  /** The same as numbers of four bytes. */
  static final int INTS_A_ROW = BYTES / Integer.BYTES;

  static final int VERSION = 0;
  static final int BUILD = 4;
  static final int BUILD_NUMBER = 8;
  static final int TIMESTAMP = 16;
  static final int SIZE = 24;
  static final int FILE_NAME = 32;
  static final int DEPENDS = 36;
  static final int CONSTRAINS = 40;
  static final int TRACK_FEATURES = 44;
  static final int LICENSE = 48;
  static final int LICENSE_FAMILY = 52;
  static final int SITE_PACKAGES = 56;
  static final int FLAGS = 60;
  static final int MD5 = 64;
  static final int SHA256 = 80;

  /** Beside what the index has of a record: its name, by which it is grouped. */
  static final int NAME = BYTES;

  static final int NOARCH_GENERIC = 1;
  static final int NOARCH_PYTHON = 2;
  static final int SHADOWED = 4;
  static final int HAS_MD5 = 8;
  static final int HAS_SHA256 = 16;

  /** Whether the file's name ends so, and not in {@code .conda}. */
  static final int TAR_BZ2 = 32;

  /** Another record describes the same file: such a row is not written. */
  static final int REPLACED = 64;

  /** Rows of one block: large arrays that grow would be in memory twice. */
  private static final int BLOCK = 1 << 12;

  private static final VarHandle INTS =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private final List<byte[]> blocks = new ArrayList<>();
  private final IntList names = new IntList();
  private final IntList hashes = new IntList();
  private final byte[] row = new byte[BYTES + Integer.BYTES];
  private final byte[] empty = new byte[row.length];

  RecordRows() {
    for (int text : new int[] {
      NAME, VERSION, BUILD, FILE_NAME, LICENSE, LICENSE_FAMILY, SITE_PACKAGES
    }) {
      INTS.set(empty, text, NONE);
    }
    LONGS.set(empty, TIMESTAMP, -1L);
    LONGS.set(empty, SIZE, -1L);
  }

  /** Begins a row in which nothing is known. */
  void begin() {
    System.arraycopy(empty, 0, row, 0, row.length);
  }

  void set(int offset, int value) {
    INTS.set(row, offset, value);
  }

  void set(int offset, long value) {
    LONGS.set(row, offset, value);
  }

  int get(int offset) {
    return (int) INTS.get(row, offset);
  }

  void flag(int flag) {
    set(FLAGS, get(FLAGS) | flag);
  }

  /** The row in the making. */
  byte[] row() {
    return row;
  }

  /**
   * Keeps the row.
   *
   * @param hash of its file's name without the ending
   */
  void commit(int hash) {
    int index = names.size();
    if (index % BLOCK == 0) {
      blocks.add(new byte[index == 0 ? 8 * BYTES : BLOCK * BYTES]);
    }
    int at = index % BLOCK * BYTES;
    byte[] block = blocks.get(index / BLOCK);
    if (at == block.length) {
      // Shards have a few rows.
      block = Arrays.copyOf(block, Math.min(BLOCK * BYTES, 4 * block.length));
      blocks.set(index / BLOCK, block);
    }
    System.arraycopy(row, 0, block, at, BYTES);
    names.add(get(NAME));
    hashes.add(hash);
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

  int version(int index) {
    return (int) INTS.get(block(index), at(index) + VERSION);
  }

  int build(int index) {
    return (int) INTS.get(block(index), at(index) + BUILD);
  }

  /** {@link #NONE} when it is made of name, version and build. */
  int fileName(int index) {
    return (int) INTS.get(block(index), at(index) + FILE_NAME);
  }

  boolean has(int index, int flag) {
    return ((int) INTS.get(block(index), at(index) + FLAGS) & flag) != 0;
  }

  void flag(int index, int flag) {
    int offset = at(index) + FLAGS;
    byte[] block = block(index);
    INTS.set(block, offset, (int) INTS.get(block, offset) | flag);
  }

  byte[] block(int index) {
    return blocks.get(index / BLOCK);
  }

  /** Where a row begins in its block. */
  int at(int index) {
    return index % BLOCK * BYTES;
  }
}
