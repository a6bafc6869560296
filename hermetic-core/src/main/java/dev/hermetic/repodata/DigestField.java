package dev.hermetic.repodata;

import java.io.IOException;

/** Hex digits as bytes; anything else is as if it were not there. */
final class DigestField extends FieldReader {
  private final RecordRows rows;
  private final int column;
  private final int bytes;
  private final int flag;

  /**
   * @param flag says that it is there
   */
  DigestField(RecordRows rows, int column, int bytes, int flag) {
    this.rows = rows;
    this.column = column;
    this.bytes = bytes;
    this.flag = flag;
  }

  @Override
  boolean read(JsonScanner json) throws IOException {
    if (json.peek() != '"') {
      json.skip();
      return true;
    }
    json.text();
    if (json.length() == 2 * bytes) {
      boolean hex =
          HexDigits.read(json.source(), json.start(), rows.digests(), column, bytes);
      // What was written over one that came before it means nothing.
      rows.setFlag(flag, hex);
    }
    return true;
  }
}
