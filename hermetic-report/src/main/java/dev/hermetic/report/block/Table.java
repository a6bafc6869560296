package dev.hermetic.report.block;

import java.util.ArrayList;
import java.util.List;

/**
 * A table; the first column names the row.
 *
 * @param id unique on its page, and its field in the twin
 * @param caption what it shows
 * @param tools whether the reader can filter and sort it
 * @param toggle what a switch that hides the rows that are {@code off} is called; empty for none
 */
public record Table(
    String id, String caption, List<Column> columns, List<Row> rows, boolean tools, String toggle)
    implements Block {

  /**
   * A row.
   *
   * @param off whether the switch hides it
   * @param anchor identifier that links lead to; empty for none
   */
  public record Row(List<Cell> cells, boolean off, String anchor) {
    public Row {
      cells = List.copyOf(cells);
    }

    public static Row of(Cell... cells) {
      return new Row(List.of(cells), false, "");
    }
  }

  public Table {
    caption = Cell.clean(caption);
    columns = List.copyOf(columns);
    rows = List.copyOf(rows);
    int width = columns.size();
    if (rows.stream().anyMatch(row -> row.cells().size() != width)) {
      throw new IllegalArgumentException(id + ": a row does not have a cell for each column");
    }
  }

  /** A table that is only read. */
  public static Table of(String id, String caption, List<Column> columns, List<Row> rows) {
    return new Table(id, caption, columns, rows, false, "");
  }

  public Table withTools() {
    return new Table(id, caption, columns, rows, true, toggle);
  }

  public Table withToggle(String label) {
    return new Table(id, caption, columns, rows, tools, label);
  }

  /** The first column, titled, before those of platforms or the like. */
  public static List<Column> headed(Column first, List<Column> others) {
    List<Column> all = new ArrayList<>();
    all.add(first);
    all.addAll(others);
    return all;
  }

  @Override
  public String kind() {
    return "table";
  }
}
