package dev.hermetic.repodata;

import java.util.Arrays;

/**
 * Finds, among the records of one name at a time, files that are described twice, of which the last
 * description stays, and builds that exist as {@code .tar.bz2} beside {@code .conda}, of which the
 * former is never a candidate.
 */
final class FilesSeen {
  private final StringTable table;
  private final RecordRows rows;

  /** Row numbers plus one by hash; small enough to stay near the processor. */
  private int[] slots = new int[1 << 6];

  private byte[] stem = new byte[256];
  private byte[] otherStem = new byte[256];

  FilesSeen(StringTable table, RecordRows rows) {
    this.table = table;
    this.rows = rows;
  }

  /** Marks the rows of one name. */
  void mark(int[] order, int from, int to) {
    int size = Math.max(2, Integer.highestOneBit(to - from) << 2);
    if (slots.length < size) {
      slots = new int[size];
    }
    Arrays.fill(slots, 0, size, 0);
    for (int i = from; i < to; i++) {
      add(order[i], size - 1);
    }
  }

  private void add(int row, int mask) {
    int hash = rows.hash(row);
    int slot = hash & mask;
    for (; slots[slot] != 0; slot = (slot + 1) & mask) {
      int other = slots[slot] - 1;
      if (rows.hash(other) != hash || !haveOneStem(row, other)) {
        continue;
      }
      boolean tarBz2 = rows.has(row, RecordRows.TAR_BZ2);
      if (rows.has(other, RecordRows.TAR_BZ2) == tarBz2) {
        rows.flag(other, RecordRows.REPLACED);
        if (rows.has(other, RecordRows.SHADOWED)) {
          rows.flag(row, RecordRows.SHADOWED);
        }
        break;
      }
      rows.flag(tarBz2 ? row : other, RecordRows.SHADOWED);
    }
    slots[slot] = row + 1;
  }

  /** Whether the files of two rows have the same name but for the ending. */
  private boolean haveOneStem(int row, int other) {
    int length = stem(row);
    byte[] one = stem;
    stem = otherStem;
    otherStem = one;
    int otherLength = stem(other);
    return Arrays.equals(one, 0, length, stem, 0, otherLength);
  }

  /** Writes the stem of a row's file name; returns its length. */
  private int stem(int row) {
    int fileName = rows.get(row, RecordRows.FILE_NAME);
    if (fileName != RecordRows.NONE) {
      boolean tarBz2 = rows.has(row, RecordRows.TAR_BZ2);
      return put(fileName, 0) - (tarBz2 ? FileName.TAR_BZ2 : FileName.CONDA).length;
    }
    int length = put(rows.name(row), 0);
    stem[length++] = '-';
    length = put(rows.get(row, RecordRows.VERSION), length);
    stem[length++] = '-';
    return put(rows.get(row, RecordRows.BUILD), length);
  }

  private int put(int text, int at) {
    int past = at + table.length(text);
    if (past + 1 > stem.length) {
      stem = Arrays.copyOf(stem, 2 * past);
    }
    System.arraycopy(table.bytes(), table.start(text), stem, at, past - at);
    return past;
  }
}
