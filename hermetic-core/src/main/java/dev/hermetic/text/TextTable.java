package dev.hermetic.text;

import java.util.ArrayList;
import java.util.List;

/** Aligned columns of plain text; columns that do not fit go into a further block below. */
public final class TextTable {
  private static final int GAP = 2;

  private final TextStyle style;
  private final List<List<String>> rows = new ArrayList<>();
  private final boolean numbers;

  /**
   * @param numbers whether the columns after the first are right-aligned
   */
  public TextTable(TextStyle style, boolean numbers) {
    this.style = style;
    this.numbers = numbers;
  }

  /** Adds a row; every row has as many cells as the first. */
  public void add(List<String> cells) {
    rows.add(cells.stream().map(style::clean).toList());
  }

  /** The lines: each block repeats the first column, no line has trailing blanks. */
  public List<String> lines() {
    int columns = rows.get(0).size();
    int[] widths = new int[columns];
    for (int column = 0; column < columns; column++) {
      int index = column;
      int widest = rows.stream().mapToInt(row -> length(row.get(index))).max().orElse(0);
      widths[column] = Math.min(widest, column == 0 ? style.width() / 2 : style.width() / 3);
    }
    List<String> lines = new ArrayList<>();
    int from = 1;
    while (from < columns) {
      int to = from;
      int used = widths[0];
      while (to < columns && (to == from || used + GAP + widths[to] <= style.width())) {
        used += GAP + widths[to++];
      }
      if (!lines.isEmpty()) {
        lines.add("");
      }
      for (List<String> row : rows) {
        lines.add(line(row, widths, from, to));
      }
      from = to;
    }
    return lines;
  }

  private String line(List<String> row, int[] widths, int from, int to) {
    StringBuilder line = new StringBuilder(pad(row.get(0), widths[0], false));
    for (int column = from; column < to; column++) {
      line.append(" ".repeat(GAP)).append(pad(row.get(column), widths[column], numbers));
    }
    return line.toString().stripTrailing();
  }

  private String pad(String text, int width, boolean right) {
    String fitted = style.fit(text, width);
    String blanks = " ".repeat(width - length(fitted));
    return right ? blanks + fitted : fitted + blanks;
  }

  private static int length(String text) {
    return text.codePointCount(0, text.length());
  }
}
