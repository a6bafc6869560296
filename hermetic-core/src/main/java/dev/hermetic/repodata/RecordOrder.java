package dev.hermetic.repodata;

import java.util.ArrayList;
import java.util.List;

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

  /**
   * Each loop has a method of its own: one that Java compiles in the midst of a long loop is compiled
   * as a whole, once for each such loop in it.
   */
  private void sort() {
    int[] counts = counts();
    List<Integer> names = names(counts);
    int[] places = firstPlaces(names, counts);
    order = byName(places);
    group(names, places);
  }

  /** Per text how many records have it for a name. */
  private int[] counts() {
    int[] counts = new int[table.texts()];
    for (int row = 0; row < rows.size(); row++) {
      counts[rows.name(row)]++;
    }
    return counts;
  }

  private List<Integer> names(int[] counts) {
    List<Integer> names = new ArrayList<>();
    for (int text = 0; text < counts.length; text++) {
      if (counts[text] > 0) {
        names.add(text);
      }
    }
    names.sort(table::compare);
    return names;
  }

  /** Puts in the place of each count where the records of the name begin. */
  private static int[] firstPlaces(List<Integer> names, int[] counts) {
    int first = 0;
    for (int name : names) {
      int count = counts[name];
      counts[name] = first;
      first += count;
    }
    return counts;
  }

  /** Rows by name; each place is then where the records of the name end. */
  private int[] byName(int[] places) {
    int[] byName = new int[rows.size()];
    for (int row = 0; row < byName.length; row++) {
      byName[places[rows.name(row)]++] = row;
    }
    return byName;
  }

  private void group(List<Integer> names, int[] ends) {
    FilesSeen files = new FilesSeen(table, rows);
    int first = 0;
    for (int name : names) {
      files.mark(order, first, ends[name]);
      group(name, first, ends[name]);
      first = ends[name];
    }
  }

  private void group(int name, int from, int to) {
    groups.add(name);
    groups.add(size);
    for (int i = from; i < to; i++) {
      if (!rows.has(order[i], RecordRows.REPLACED)) {
        order[size++] = order[i];
      }
    }
  }
}
