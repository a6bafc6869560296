package dev.hermetic.repodata;

import dev.hermetic.record.CandidateColumns;
import dev.hermetic.record.PreferenceOrder;
import dev.hermetic.record.Utf8Order;
import dev.hermetic.version.Version;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Sorts the records of some names within a range of what all names share. Other ranges may be
 * sorted at the same time: nothing is written but the range and its own rows.
 */
final class RecordGroups implements PreferenceOrder.Records {
  private final RecordRows rows;
  private final StringTable table;

  /**
   * By the numbers of their texts, once asked for: many names have the same. Two threads may both
   * make one; either is right.
   */
  private final @Nullable Version[] versions;

  private final int[] order;
  private final List<Integer> names;
  private final int[] ends;
  private final int from;
  private final PreferenceOrder preference = new PreferenceOrder(this);

  /** Name number and first position of each group. */
  private final IntList groups = new IntList();

  /** Per column of the index what each record of the range has, from its first on. */
  private final int[][] columns = new int[RecordRows.COLUMNS][];

  private int past;

  /**
   * @param versions room for the version of each text
   * @param order row numbers, grouped by name
   * @param names text numbers of the names
   * @param ends by text number, where the records of the name end
   * @param from where those of the first name begin
   */
  RecordGroups(
      RecordRows rows,
      StringTable table,
      @Nullable Version[] versions,
      int[] order,
      List<Integer> names,
      int[] ends,
      int from) {
    this.rows = rows;
    this.table = table;
    this.versions = versions;
    this.order = order;
    this.names = names;
    this.ends = ends;
    this.from = from;
    this.past = from;
  }

  /** Where the range begins. */
  int from() {
    return from;
  }

  /** Where what is left of it ends, after sorting. */
  int past() {
    return past;
  }

  /** Name number and first position of each group, one after the other. */
  IntList groups() {
    return groups;
  }

  /** What each record has in a column, from the first on; as long as the range at least. */
  int[] column(int column) {
    return columns[column];
  }

  /** Sorts the range; records that others replace are no more in it. */
  RecordGroups sort() {
    for (int column = 0; column < columns.length; column++) {
      columns[column] = new int[ends[names.get(names.size() - 1)] - from];
    }
    FilesSeen files = new FilesSeen(table, rows);
    int first = from;
    for (int name : names) {
      files.mark(order, first, ends[name]);
      group(name, first, ends[name]);
      first = ends[name];
    }
    return this;
  }

  private void group(int name, int begin, int end) {
    groups.add(name);
    groups.add(past);
    int first = past;
    for (int i = begin; i < end; i++) {
      if (!rows.has(order[i], RecordRows.REPLACED)) {
        order[past++] = order[i];
      }
    }
    int shown = shown(first, past);
    if (shown > first) {
      preference.sort(order, first, shown);
    }
    readColumns(first);
  }

  /** Here, where the rows of the name have just been looked at: later, each lies far off. */
  private void readColumns(int first) {
    for (int i = first; i < past; i++) {
      int[] numbers = rows.numbers(order[i]);
      int at = rows.at(order[i]) + RecordRows.NUMBERS;
      for (int column = 0; column < RecordRows.COLUMNS; column++) {
        columns[column][i - from] = numbers[at + column];
      }
    }
  }

  /** Puts those behind the others that are never candidates; returns where they begin. */
  private int shown(int begin, int end) {
    int shown = begin;
    while (shown < end && !rows.has(order[shown], RecordRows.SHADOWED)) {
      shown++;
    }
    if (shown == end) {
      return shown;
    }
    IntList hidden = new IntList();
    for (int i = shown; i < end; i++) {
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
    return rows.has(row, RecordRows.NOARCH);
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
