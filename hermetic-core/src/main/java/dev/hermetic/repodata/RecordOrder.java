package dev.hermetic.repodata;

import java.util.Arrays;

/**
 * Records in the order in which the index has them: grouped by name, by file name within a name. Of
 * a file that is described twice the last description stays.
 */
final class RecordOrder {
  private final RecordRows rows;
  private final StringTable table;

  /** Name number and first position of each group, then where the last group ends. */
  private final IntList groups = new IntList();

  private final IntList order = new IntList();

  private RecordOrder(RecordRows rows, StringTable table) {
    this.rows = rows;
    this.table = table;
  }

  static RecordOrder of(RecordRows rows, StringTable table) {
    RecordOrder order = new RecordOrder(rows, table);
    order.sort();
    return order;
  }

  int names() {
    return groups.size() / 2;
  }

  /** Text number of the name of a group. */
  int name(int group) {
    return groups.get(2 * group);
  }

  /** Position in the order of the first record of a group. */
  int first(int group) {
    return groups.get(2 * group + 1);
  }

  int size() {
    return order.size();
  }

  /** Row number of the record at a position. */
  int row(int position) {
    return order.get(position);
  }

  private void sort() {
    int[] counts = new int[table.texts()];
    int names = 0;
    for (int row = 0; row < rows.size(); row++) {
      names += counts[rows.name(row)]++ == 0 ? 1 : 0;
    }
    int[][] byName = new int[table.texts()][];
    Integer[] sorted = new Integer[names];
    int next = 0;
    for (int row = 0; row < rows.size(); row++) {
      int name = rows.name(row);
      if (byName[name] == null) {
        byName[name] = new int[counts[name]];
        sorted[next++] = name;
        counts[name] = 0;
      }
      byName[name][counts[name]++] = row;
    }
    Arrays.sort(sorted, table::compare);
    for (int name : sorted) {
      groups.add(name);
      groups.add(order.size());
      group(byName[name]);
      byName[name] = null;
    }
  }

  private void group(int[] members) {
    int[] sorted = sorted(members);
    int from = order.size();
    for (int i = 0; i < sorted.length; i++) {
      if (i + 1 == sorted.length || compare(sorted[i], sorted[i + 1]) != 0) {
        order.add(sorted[i]);
      }
    }
    shadow(from);
  }

  private int compare(int row, int other) {
    return table.compare(rows.fileName(row), rows.fileName(other));
  }

  /**
   * Rows by file name, equal ones as they were. Files are mostly in order already, in a run for each
   * kind of archive: runs are found and merged.
   */
  private int[] sorted(int[] members) {
    IntList ends = new IntList();
    for (int i = 1; i <= members.length; i++) {
      if (i == members.length || compare(members[i - 1], members[i]) > 0) {
        ends.add(i);
      }
    }
    return ends.size() == 1 ? members : merged(members, ends, 0, ends.size());
  }

  private int[] merged(int[] members, IntList ends, int firstRun, int endRun) {
    if (endRun - firstRun == 1) {
      int start = firstRun == 0 ? 0 : ends.get(firstRun - 1);
      return Arrays.copyOfRange(members, start, ends.get(firstRun));
    }
    int middle = (firstRun + endRun) >>> 1;
    int[] left = merged(members, ends, firstRun, middle);
    int[] right = merged(members, ends, middle, endRun);
    int[] both = new int[left.length + right.length];
    int l = 0;
    int r = 0;
    for (int i = 0; i < both.length; i++) {
      boolean takesLeft =
          r == right.length || l < left.length && compare(left[l], right[r]) <= 0;
      both[i] = takesLeft ? left[l++] : right[r++];
    }
    return both;
  }

  /** A {@code .tar.bz2} beside a {@code .conda} of the same build is never a candidate. */
  private void shadow(int from) {
    for (int i = from; i < order.size(); i++) {
      int file = rows.fileName(order.get(i));
      if (!table.endsWith(file, RecordParser.TAR_BZ2)) {
        continue;
      }
      // Only builds that begin like this one and go on with a dot can lie between the two.
      for (int j = i - 1; j >= from && isNear(file, rows.fileName(order.get(j))); j--) {
        if (isSameBuild(file, rows.fileName(order.get(j)))) {
          rows.shadow(order.get(i));
        }
      }
    }
  }

  private boolean isNear(int tarBz2, int other) {
    int stem = table.end(tarBz2) - RecordParser.TAR_BZ2.length - table.start(tarBz2);
    return table.end(other) - table.start(other) >= stem
        && Arrays.equals(
            table.bytes(),
            table.start(tarBz2),
            table.start(tarBz2) + stem,
            table.bytes(),
            table.start(other),
            table.start(other) + stem);
  }

  private boolean isSameBuild(int tarBz2, int other) {
    return table.endsWith(other, RecordParser.CONDA)
        && table.sameStem(
            tarBz2, RecordParser.TAR_BZ2.length, other, RecordParser.CONDA.length);
  }
}
