package dev.hermetic.repodata;

import java.io.IOException;

/** A list of texts, null for none; or one text with commas or spaces between (CEP-36). */
final class ListField extends FieldReader {
  private final StringTable table;
  private final RecordRows rows;
  private final int column;
  private final boolean oneText;
  private final IntList ids = new IntList();

  /** The JSON of the list that came last, and its number: neighbours have much in common. */
  private byte[] lastJson = new byte[256];

  private int lastLength;
  private int lastList;

  /**
   * @param oneText whether a text stands for a list of its words
   */
  ListField(StringTable table, RecordRows rows, int column, boolean oneText) {
    this.table = table;
    this.rows = rows;
    this.column = column;
    this.oneText = oneText;
  }

  @Override
  boolean read(JsonScanner json) throws IOException {
    if (json.takeIfNext(lastJson, lastLength)) {
      rows.set(column, lastList);
      return true;
    }
    int first = json.peek();
    if (first == '[') {
      rows.set(column, list(json));
      return true;
    }
    if (first == '"' && oneText) {
      rows.set(column, words(json));
      return true;
    }
    json.skip();
    return first == 'n' || oneText;
  }

  private int list(JsonScanner json) throws IOException {
    json.array();
    // The buffer stays as it is while the list is read once more: it lies in it whole.
    byte[] source = json.source();
    int start = json.start();
    int length = json.length();
    int known = table.knownList(source, start, length);
    if (known < 0) {
      json.again();
      known = elements(json);
      table.remember(known);
    }
    if (lastJson.length < length) {
      lastJson = new byte[2 * length];
    }
    System.arraycopy(source, start, lastJson, 0, length);
    lastLength = length;
    lastList = known;
    return known;
  }

  private int elements(JsonScanner json) throws IOException {
    ids.clear();
    json.take('[');
    for (boolean first = true; json.element(first, ']'); first = false) {
      int id = TextField.text(json, table);
      if (id != RecordRows.NONE) {
        ids.add(id);
      }
    }
    return table.list(ids);
  }

  private int words(JsonScanner json) throws IOException {
    json.text();
    ids.clear();
    for (String word : json.string().split("[, ]+")) {
      if (!word.isEmpty()) {
        ids.add(table.id(word));
      }
    }
    return table.list(ids);
  }
}
