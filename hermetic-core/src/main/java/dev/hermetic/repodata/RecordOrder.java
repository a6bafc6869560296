package dev.hermetic.repodata;

import dev.hermetic.version.Version;
import dev.hermetic.work.Parallel;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Records in the order in which the index has them: grouped by name, and within a name in order of
 * preference, those behind all others that are never candidates.
 */
final class RecordOrder {
  /** Records that are worth a thread: below, starting it takes as long as sorting them. */
  private static final int PART = 1 << 15;

  private final RecordRows rows;
  private final StringTable table;

  /** Name number and first position of each group, one after the other. */
  private final IntList groups = new IntList();

  private List<RecordGroups> parts = List.of();
  private int[] order = {};
  private int size;

  private RecordOrder(RecordRows rows, StringTable table) {
    this.rows = rows;
    this.table = table;
  }

  /** Sorts on as many threads as there is work and processors for. */
  static RecordOrder of(RecordRows rows, StringTable table) {
    int processors = Runtime.getRuntime().availableProcessors();
    return of(rows, table, Math.max(1, Math.min(processors, rows.size() / PART)));
  }

  /**
   * Sorts in parts beside each other.
   *
   * @param parts at most that many; the order does not depend on it
   */
  static RecordOrder of(RecordRows rows, StringTable table, int parts) {
    RecordOrder order = new RecordOrder(rows, table);
    order.sort(parts);
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

  /** What was sorted at the same time, in order. */
  List<RecordGroups> parts() {
    return parts;
  }

  /**
   * Each loop has a method of its own: one that Java compiles in the midst of a long loop is compiled
   * as a whole, once for each such loop in it.
   */
  private void sort(int most) {
    int[] counts = counts();
    List<Integer> names = names(counts);
    int[] places = firstPlaces(names, counts);
    order = byName(places);
    parts = sorted(names, places, most);
    for (RecordGroups part : parts) {
      add(part);
    }
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

  /** The records of each name sorted, in parts of about the same size. */
  private List<RecordGroups> sorted(List<Integer> names, int[] ends, int parts) {
    @Nullable Version[] versions = new Version[table.texts()];
    int most = order.length / parts + 1;
    List<RecordGroups> groups = new ArrayList<>();
    int begin = 0;
    int from = 0;
    for (int i = 0; i < names.size(); i++) {
      int end = ends[names.get(i)];
      if (end - from >= most || i == names.size() - 1) {
        List<Integer> part = names.subList(begin, i + 1);
        groups.add(new RecordGroups(rows, table, versions, order, part, ends, from));
        begin = i + 1;
        from = end;
      }
    }
    return Parallel.map(groups, groups.size(), RecordGroups::sort);
  }

  /** Puts a sorted part behind those before it, of which some records may be no more there. */
  private void add(RecordGroups part) {
    IntList added = part.groups();
    for (int i = 0; i < added.size(); i += 2) {
      groups.add(added.get(i));
      groups.add(added.get(i + 1) - part.from() + size);
    }
    int count = part.past() - part.from();
    System.arraycopy(order, part.from(), order, size, count);
    size += count;
  }
}
