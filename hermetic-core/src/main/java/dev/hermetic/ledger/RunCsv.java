package dev.hermetic.ledger;

import dev.hermetic.text.Count;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Rows of CSV as RFC 4180 has it; semicolons and tabs separate too where the names are so separated. */
final class RunCsv {
  private final String text;
  private final char separator;
  private int at;
  private int line = 1;

  private RunCsv(String text, char separator) {
    this.text = text;
    this.separator = separator;
  }

  static List<RunRow> rows(String text, String shown) {
    String head = text.lines().findFirst().orElse("");
    char separator = head.indexOf(';') >= 0 ? ';' : head.indexOf('\t') >= 0 ? '\t' : ',';
    return new RunCsv(text, separator).rows(shown);
  }

  private List<RunRow> rows(String shown) {
    List<RunRow> rows = new ArrayList<>();
    List<String> names = List.of();
    while (at < text.length()) {
      int begin = line;
      List<String> fields = record(shown);
      if (fields.size() == 1 && fields.get(0).isBlank()) {
        continue;
      }
      if (names.isEmpty()) {
        names = fields.stream().map(one -> one.strip().toLowerCase(Locale.ROOT)).toList();
        if (!PastRun.isNamedBy(names)) {
          throw RunImport.unreadable(
              shown + ":" + begin, "the first line does not name both a time and an outcome");
        }
        continue;
      }
      if (fields.size() != names.size()) {
        throw RunImport.unreadable(
            shown + ":" + begin,
            "this row has "
                + Count.of(fields.size(), "field")
                + ", and the first line names "
                + names.size());
      }
      Map<String, String> row = new HashMap<>();
      for (int i = 0; i < names.size(); i++) {
        row.put(names.get(i), fields.get(i));
      }
      rows.add(new RunRow(begin, row));
    }
    if (names.isEmpty()) {
      throw RunImport.unreadable(shown, "it is empty");
    }
    return rows;
  }

  private List<String> record(String shown) {
    List<String> fields = new ArrayList<>();
    StringBuilder field = new StringBuilder();
    boolean quoted = false;
    int begin = line;
    while (at < text.length()) {
      char c = text.charAt(at++);
      line += c == '\n' ? 1 : 0;
      if (quoted && c == '"') {
        if (at < text.length() && text.charAt(at) == '"') {
          field.append('"');
          at++;
        } else {
          quoted = false;
        }
      } else if (quoted) {
        field.append(c);
      } else if (c == '"' && field.isEmpty()) {
        quoted = true;
      } else if (c == separator) {
        fields.add(field.toString());
        field.setLength(0);
      } else if (c == '\n') {
        break;
      } else if (c != '\r') {
        field.append(c);
      }
    }
    if (quoted) {
      throw RunImport.unreadable(shown + ":" + begin, "a quote is never closed");
    }
    fields.add(field.toString());
    return fields;
  }
}
