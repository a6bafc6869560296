package dev.hermetic.repodata;

import java.io.IOException;

/** A text, or a number as one; anything else is as if it were not there. */
final class TextField extends FieldReader {
  private final StringTable table;
  private final RecordRows rows;
  private final int column;

  /** What the last record had: neighbours have much in common. */
  private int last = RecordRows.NONE;

  TextField(StringTable table, RecordRows rows, int column) {
    this.table = table;
    this.rows = rows;
    this.column = column;
  }

  @Override
  boolean read(JsonScanner json) throws IOException {
    if (json.peek() != '"') {
      rows.set(column, other(json, table));
      return true;
    }
    json.text();
    if (last == RecordRows.NONE
        || !table.isAt(last, json.source(), json.start(), json.length())) {
      last = table.id(json.source(), json.start(), json.length());
    }
    rows.set(column, last);
    return true;
  }

  /** The number of the text that comes next; {@link RecordRows#NONE} for what is none. */
  static int text(JsonScanner json, StringTable table) throws IOException {
    if (json.peek() != '"') {
      return other(json, table);
    }
    json.text();
    return table.id(json.source(), json.start(), json.length());
  }

  private static int other(JsonScanner json, StringTable table) throws IOException {
    int first = json.peek();
    if (first != '-' && (first < '0' || first > '9')) {
      json.skip();
      return RecordRows.NONE;
    }
    json.number();
    return table.id(json.source(), json.start(), json.length());
  }
}
