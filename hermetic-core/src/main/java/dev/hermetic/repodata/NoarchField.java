package dev.hermetic.repodata;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** {@code python} or something else; {@code true} is the old way to say generic (CEP-36). */
final class NoarchField extends FieldReader {
  private static final byte[] PYTHON = "python".getBytes(StandardCharsets.US_ASCII);

  private final RecordRows rows;

  NoarchField(RecordRows rows) {
    this.rows = rows;
  }

  @Override
  boolean read(JsonScanner json) throws IOException {
    int first = json.peek();
    if (first != '"') {
      json.skip();
      if (first == 't') {
        rows.flag(RecordRows.NOARCH_GENERIC);
      }
      return true;
    }
    json.text();
    int from = json.start();
    int to = from + json.length();
    if (Arrays.equals(json.source(), from, to, PYTHON, 0, PYTHON.length)) {
      rows.flag(RecordRows.NOARCH_PYTHON);
    } else if (from < to) {
      rows.flag(RecordRows.NOARCH_GENERIC);
    }
    return true;
  }
}
