package dev.hermetic.repodata;

import java.io.IOException;

/** A number; anything else is as if it were not there. */
final class NumberField extends FieldReader {
  /** Beyond, a double is no exact integer. */
  private static final double EXACT = 9e15;

  private final RecordRows rows;
  private final int column;

  NumberField(RecordRows rows, int column) {
    this.rows = rows;
    this.column = column;
  }

  @Override
  boolean read(JsonScanner json) throws IOException {
    boolean build = column == RecordRows.BUILD_NUMBER;
    long value = integer(json, build ? 0 : -1);
    if (column == RecordRows.TIMESTAMP) {
      value = RecordParser.milliseconds(value);
    }
    rows.set(column, build ? value : Math.max(-1, value));
    return !build || value >= 0;
  }

  private static long integer(JsonScanner json, long otherwise) throws IOException {
    int first = json.peek();
    if (first != '-' && (first < '0' || first > '9')) {
      json.skip();
      return otherwise;
    }
    long plain = json.plainNumber();
    if (plain >= 0) {
      return plain;
    }
    json.number();
    try {
      double number = Double.parseDouble(json.string());
      return Math.abs(number) < EXACT ? (long) number : otherwise;
    } catch (NumberFormatException e) {
      throw json.broken();
    }
  }
}
