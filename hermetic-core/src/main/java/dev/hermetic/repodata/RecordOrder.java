package dev.hermetic.repodata;

import java.util.Arrays;

/** Records in the order in which the index has them: grouped by name, as they were within a name. */
final class RecordOrder {
  private final RecordRows rows;
  private final StringTable table;

  /** Name number and first position of each group, then where the last group ends. */
  private final IntList groups = new IntList();

  private int[] order = {};
  private int size;

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
    return size;
  }

  /** Row number of the record at a position. */
  int row(int position) {
    return order[position];
  }

  private void sort() {
    int[] counts = new int[table.texts()];
    int names = 0;
    for (int row = 0; row < rows.size(); row++) {
      names += counts[rows.name(row)]++ == 0 ? 1 : 0;
    }
    Integer[] sorted = new Integer[names];
    int next = 0;
    for (int text = 0; next < names; text++) {
      if (counts[text] > 0) {
        sorted[next++] = text;
      }
    }
    Arrays.sort(sorted, table::compare);
    int first = 0;
    int[] places = counts;
    for (int name : sorted) {
      int count = counts[name];
      places[name] = first;
      first += count;
    }
    int[] byName = new int[rows.size()];
    for (int row = 0; row < byName.length; row++) {
      byName[places[rows.name(row)]++] = row;
    }
    FilesSeen files = new FilesSeen(table, rows);
    first = 0;
    for (int name : sorted) {
      files.mark(byName, first, places[name]);
      group(name, byName, first, places[name]);
      first = places[name];
    }
    order = byName;
  }

  private void group(int name, int[] byName, int from, int to) {
    groups.add(name);
    groups.add(size);
    for (int i = from; i < to; i++) {
      if (!rows.has(byName[i], RecordRows.REPLACED)) {
        byName[size++] = byName[i];
      }
    }
  }
}
