package dev.hermetic.repodata;

import java.util.Arrays;

/**
 * Columns of the records of one name, without those that are a {@code .tar.bz2} of which there is a
 * {@code .conda} too.
 */
final class RowColumns {
  private final int[] ints;

  /** The rows that are shown. */
  private final int[] rows;

  /**
   * @param ints all rows, {@link RecordRows#INTS_A_ROW} each
   */
  RowColumns(int[] ints) {
    this.ints = ints;
    this.rows = shown(ints);
  }

  private static int[] shown(int[] ints) {
    int[] rows = new int[ints.length / RecordRows.INTS_A_ROW];
    int count = 0;
    int at = RecordRows.FLAGS / Integer.BYTES;
    for (int row = 0; row < rows.length; row++, at += RecordRows.INTS_A_ROW) {
      if ((ints[at] & RecordRows.SHADOWED) == 0) {
        rows[count++] = row;
      }
    }
    return count == rows.length ? rows : Arrays.copyOf(rows, count);
  }

  int size() {
    return rows.length;
  }

  /** The row that is shown at a place. */
  int row(int place) {
    return rows[place];
  }

  int[] integers(int offset) {
    int[] column = new int[rows.length];
    for (int i = 0; i < column.length; i++) {
      column[i] = ints[rows[i] * RecordRows.INTS_A_ROW + offset / Integer.BYTES];
    }
    return column;
  }

  long[] longs(int offset) {
    long[] column = new long[rows.length];
    for (int i = 0; i < column.length; i++) {
      int at = rows[i] * RecordRows.INTS_A_ROW + offset / Integer.BYTES;
      column[i] = (long) ints[at] << Integer.SIZE | ints[at + 1] & 0xffff_ffffL;
    }
    return column;
  }
}
