package dev.hermetic.pypi.wheel;

import java.util.ArrayList;
import java.util.List;

/**
 * A line of {@code RECORD} (PEP 376, "RECORD"): three fields as CSV, the form of Python's {@code csv}
 * module.
 *
 * @param path as written, with {@code /} between its parts
 * @param hash {@code ALGORITHM=DIGEST}, the digest in URL-safe Base64 without padding; may be empty
 * @param size in bytes; may be empty
 */
public record RecordRow(String path, String hash, String size) {
  /** Reads a file; lines that have no path are left out, fields that are missing are empty. */
  static List<RecordRow> read(String text) {
    List<RecordRow> rows = new ArrayList<>();
    text.lines()
        .forEach(
            line -> {
              List<String> fields = fields(line);
              if (!fields.get(0).isEmpty()) {
                rows.add(new RecordRow(fields.get(0), fields.get(1), fields.get(2)));
              }
            });
    return rows;
  }

  /** Three or more. */
  private static List<String> fields(String line) {
    List<String> fields = new ArrayList<>();
    StringBuilder field = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (c == '"') {
        boolean twice = quoted && i + 1 < line.length() && line.charAt(i + 1) == '"';
        if (twice) {
          field.append(c);
          i++;
        } else {
          quoted = !quoted;
        }
      } else if (c == ',' && !quoted) {
        fields.add(field.toString());
        field.setLength(0);
      } else {
        field.append(c);
      }
    }
    fields.add(field.toString());
    while (fields.size() < 3) {
      fields.add("");
    }
    return fields;
  }

  /** The line, without an end. */
  @Override
  public String toString() {
    return quoted(path) + "," + quoted(hash) + "," + quoted(size);
  }

  private static String quoted(String field) {
    boolean plain = field.chars().noneMatch(c -> c == ',' || c == '"' || c == '\r' || c == '\n');
    return plain ? field : '"' + field.replace("\"", "\"\"") + '"';
  }
}
