package dev.hermetic.repodata;

/**
 * Columns of the records of one name, without those that are a {@code .tar.bz2} of which there is a
 * {@code .conda} too. All are read in one go: a name's records may be thousands.
 */
final class RowColumns {
  private static final int NOARCH = RecordRows.NOARCH_GENERIC | RecordRows.NOARCH_PYTHON;

  final int[] ranks;
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
   * @param ints all rows, {@link RecordRows#NUMBERS} each
   */
  RowColumns(int[] ints) {
    int size = shown(ints);
    ranks = new int[size];
    versions = new int[size];
    builds = new int[size];
    buildNumbers = new long[size];
    timestamps = new long[size];
    trackFeatures = new int[size];
    depends = new int[size];
    constrains = new int[size];
    noarch = new boolean[size];
    read(ints);
  }

  /** How many rows are shown: others are behind them. */
  private static int shown(int[] ints) {
    int shown = ints.length / RecordRows.NUMBERS;
    int flags = RecordRows.FLAGS;
    while (shown > 0
        && (ints[(shown - 1) * RecordRows.NUMBERS + flags] & RecordRows.SHADOWED) != 0) {
      shown--;
    }
    return shown;
  }

  private void read(int[] ints) {
    for (int i = 0; i < versions.length; i++) {
      int at = i * RecordRows.NUMBERS;
      ranks[i] = ints[at + RecordRows.RANK];
      versions[i] = ints[at + RecordRows.VERSION];
      builds[i] = ints[at + RecordRows.BUILD];
      buildNumbers[i] = RecordRows.number(ints, at + RecordRows.BUILD_NUMBER);
      timestamps[i] = RecordRows.number(ints, at + RecordRows.TIMESTAMP);
      trackFeatures[i] = ints[at + RecordRows.TRACK_FEATURES];
      depends[i] = ints[at + RecordRows.DEPENDS];
      constrains[i] = ints[at + RecordRows.CONSTRAINS];
      noarch[i] = (ints[at + RecordRows.FLAGS] & NOARCH) != 0;
    }
  }

  int size() {
    return versions.length;
  }
}
