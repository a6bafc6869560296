package dev.hermetic.repodata;

import java.util.Arrays;

/**
 * Columns of the records of one name, without those that are a {@code .tar.bz2} of which there is a
 * {@code .conda} too. All are read in one go: a name's records may be thousands.
 */
final class RowColumns {
  private static final int NOARCH = RecordRows.NOARCH_GENERIC | RecordRows.NOARCH_PYTHON;

  /** The rows that are shown. */
  private final int[] rows;

  final int[] versions;
  final int[] builds;
  final long[] buildNumbers;
  final long[] timestamps;

  /** Numbers of lists, as those that follow. */
  final int[] trackFeatures;

  final int[] depends;
  final int[] constrains;
  final boolean[] noarch;

  /**
   * @param ints all rows, {@link RecordRows#INTS_A_ROW} each
   */
  RowColumns(int[] ints) {
    rows = shown(ints);
    versions = new int[rows.length];
    builds = new int[rows.length];
    buildNumbers = new long[rows.length];
    timestamps = new long[rows.length];
    trackFeatures = new int[rows.length];
    depends = new int[rows.length];
    constrains = new int[rows.length];
    noarch = new boolean[rows.length];
    read(ints);
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

  private void read(int[] ints) {
    for (int i = 0; i < rows.length; i++) {
      int at = rows[i] * RecordRows.INTS_A_ROW;
      versions[i] = ints[at + RecordRows.VERSION / Integer.BYTES];
      builds[i] = ints[at + RecordRows.BUILD / Integer.BYTES];
      buildNumbers[i] = number(ints, at + RecordRows.BUILD_NUMBER / Integer.BYTES);
      timestamps[i] = number(ints, at + RecordRows.TIMESTAMP / Integer.BYTES);
      trackFeatures[i] = ints[at + RecordRows.TRACK_FEATURES / Integer.BYTES];
      depends[i] = ints[at + RecordRows.DEPENDS / Integer.BYTES];
      constrains[i] = ints[at + RecordRows.CONSTRAINS / Integer.BYTES];
      noarch[i] = (ints[at + RecordRows.FLAGS / Integer.BYTES] & NOARCH) != 0;
    }
  }

  private static long number(int[] ints, int at) {
    return (long) ints[at] << Integer.SIZE | ints[at + 1] & 0xffff_ffffL;
  }

  int size() {
    return rows.length;
  }

  /** The row that is shown at a place. */
  int row(int place) {
    return rows[place];
  }
}
