package dev.hermetic.repodata;

import dev.hermetic.record.CandidateColumns;
import dev.hermetic.record.PreferenceOrder;
import dev.hermetic.record.Utf8Order;
import dev.hermetic.version.Version;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Records in the order in which the index has them: grouped by name, and within a name in order of
 * preference, those behind all others that are never candidates.
 */
final class RecordOrder implements PreferenceOrder.Records {
  private static final int NOARCH = RecordRows.NOARCH_GENERIC | RecordRows.NOARCH_PYTHON;

  private final RecordRows rows;
  private final StringTable table;

  /** Name number and first position of each group, then where the last group ends. */
  private final IntList groups = new IntList();

  private final PreferenceOrder preference = new PreferenceOrder(this);

  /** By the numbers of their texts, once asked for: many names have the same. */
  private final @Nullable Version[] versions;

  private int[] order = {};
  private int size;

  private RecordOrder(RecordRows rows, StringTable table) {
    this.rows = rows;
    this.table = table;
    this.versions = new Version[table.texts()];
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
    int first = size;
    for (int i = from; i < to; i++) {
      if (!rows.has(order[i], RecordRows.REPLACED)) {
        order[size++] = order[i];
      }
    }
    int shown = shown(first, size);
    if (shown > first) {
      preference.sort(order, first, shown);
    }
  }

  /** Puts those behind the others that are never candidates; returns where they begin. */
  private int shown(int from, int to) {
    int shown = from;
    while (shown < to && !rows.has(order[shown], RecordRows.SHADOWED)) {
      shown++;
    }
    if (shown == to) {
      return shown;
    }
    IntList hidden = new IntList();
    for (int i = shown; i < to; i++) {
      if (rows.has(order[i], RecordRows.SHADOWED)) {
        hidden.add(order[i]);
      } else {
        order[shown++] = order[i];
      }
    }
    for (int i = 0; i < hidden.size(); i++) {
      order[shown + i] = hidden.get(i);
    }
    return shown;
  }

  @Override
  public int version(int row) {
    return rows.get(row, RecordRows.VERSION);
  }

  @Override
  public @Nullable Version parsed(int text) {
    Version known = versions[text];
    if (known == null) {
      known = CandidateColumns.version(table.text(text));
      versions[text] = known;
    }
    return known;
  }

  @Override
  public long buildNumber(int row) {
    return rows.getLong(row, RecordRows.BUILD_NUMBER);
  }

  @Override
  public long timestamp(int row) {
    return rows.getLong(row, RecordRows.TIMESTAMP);
  }

  @Override
  public int trackFeatures(int row) {
    return table.listSize(rows.get(row, RecordRows.TRACK_FEATURES));
  }

  @Override
  public boolean isNoarch(int row) {
    return rows.has(row, NOARCH);
  }

  @Override
  public int compareTexts(int one, int other) {
    int order = compareText(one, other, RecordRows.BUILD);
    if (order == 0) {
      order = compareText(one, other, RecordRows.VERSION);
    }
    return order == 0 ? Utf8Order.INSTANCE.compare(fileName(one), fileName(other)) : order;
  }

  private int compareText(int one, int other, int column) {
    return table.compare(rows.get(one, column), rows.get(other, column));
  }

  private String fileName(int row) {
    int kept = rows.get(row, RecordRows.FILE_NAME);
    return kept != RecordRows.NONE
        ? table.text(kept)
        : FileName.of(
            table.text(rows.name(row)),
            table.text(rows.get(row, RecordRows.VERSION)),
            table.text(rows.get(row, RecordRows.BUILD)),
            rows.has(row, RecordRows.TAR_BZ2));
  }

  @Override
  public void rank(int row, int rank) {
    rows.rank(row, rank);
  }
}
