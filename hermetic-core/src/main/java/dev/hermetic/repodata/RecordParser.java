package dev.hermetic.repodata;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Reads one record of repodata (CEP-36) into a row. */
final class RecordParser {
  static final byte[] CONDA = ".conda".getBytes(StandardCharsets.US_ASCII);
  static final byte[] TAR_BZ2 = ".tar.bz2".getBytes(StandardCharsets.US_ASCII);

  private static final byte[] PYTHON = "python".getBytes(StandardCharsets.US_ASCII);

  /** Timestamps below are in seconds: as milliseconds they would lie before 1978. */
  private static final long SECONDS_LIMIT = 253_402_300_799L;

  /** Beyond, a double is no exact integer. */
  private static final double EXACT = 9e15;

  /** Beside the columns of a row. */
  private static final int NAME_COLUMN = RecordRows.BYTES;

  private final StringTable table;
  private final RecordRows rows;
  private final IntList ids = new IntList();

  /** Per field the one that came after it: records have their fields in one order. */
  private final @Nullable RecordField[] followers = new RecordField[RecordField.values().length];

  /** Per column the text that the last record had there: neighbours have much in common. */
  private final int[] lastTexts = new int[RecordRows.BYTES + 1];

  private final LastList lastDepends = new LastList();
  private final LastList lastConstrains = new LastList();
  private final LastList lastFeatures = new LastList();

  /** The JSON of the list that came last in a column, and its number. */
  private static final class LastList {
    private byte[] json = new byte[256];
    private int length;
    private int list;

    void set(byte[] source, int start, int count, int number) {
      if (json.length < count) {
        json = new byte[2 * count];
      }
      System.arraycopy(source, start, json, 0, count);
      length = count;
      list = number;
    }
  }

  RecordParser(StringTable table, RecordRows rows) {
    this.table = table;
    this.rows = rows;
    Arrays.fill(lastTexts, RecordRows.NONE);
  }

  /**
   * The number of the file name that is the scanner's last text.
   *
   * @param ending what the key leaves out
   * @return {@link RecordRows#NONE} for what is no name of a package file
   */
  int fileName(JsonScanner json, String ending) throws IOException {
    if (ending.isEmpty() && isPlainAscii(json)) {
      return table.append(json.source(), json.start(), json.length());
    }
    String name = json.string() + ending;
    if (!isPlain(name)) {
      return RecordRows.NONE;
    }
    byte[] utf8 = name.getBytes(StandardCharsets.UTF_8);
    return table.append(utf8, 0, utf8.length);
  }

  /** The quick answer for nearly all names; false is no answer. */
  private static boolean isPlainAscii(JsonScanner json) {
    byte[] source = json.source();
    int end = json.start() + json.length();
    boolean plain = endsWith(source, json.start(), end, CONDA);
    plain |= endsWith(source, json.start(), end, TAR_BZ2);
    for (int i = json.start(); i < end && plain; i++) {
      byte b = source[i];
      plain = b > '%' && b < 0x7f && b != '/' && b != '\\' && b != '?';
    }
    return plain;
  }

  private static boolean endsWith(byte[] source, int start, int end, byte[] suffix) {
    return end - start >= suffix.length
        && Arrays.equals(source, end - suffix.length, end, suffix, 0, suffix.length);
  }

  /**
   * A package file lies in its subdir, and its name becomes the end of a URL and of a line in lock
   * files: one that holds a path, a line break or what ends the path of a URL is a lie or an attack.
   */
  private static boolean isPlain(String fileName) {
    return (fileName.endsWith(".conda") || fileName.endsWith(".tar.bz2"))
        && fileName
            .chars()
            .noneMatch(
                c ->
                    "/\\#?%\"".indexOf(c) >= 0
                        || Character.isISOControl(c)
                        || Character.isSpaceChar(c));
  }

  /** Takes a record; false when it is left out. */
  boolean read(JsonScanner json, int fileName) throws IOException {
    rows.begin();
    rows.set(RecordRows.FILE_NAME, fileName);
    int name = RecordRows.NONE;
    boolean broken = false;
    json.take('{');
    RecordField before = null;
    for (boolean first = true; ; first = false) {
      RecordField field = before == null ? null : followers[before.ordinal()];
      if (field == null || !json.takeIfNext(field.member(), field.member().length)) {
        if (!json.member(first)) {
          break;
        }
        field = RecordField.of(json.source(), json.start(), json.length());
        if (before != null) {
          followers[before.ordinal()] = field;
        }
      }
      before = field;
      if (field == null) {
        json.skip();
        continue;
      }
      switch (field) {
        case NAME -> name = text(json, NAME_COLUMN);
        case VERSION -> text(json, RecordRows.VERSION);
        case BUILD -> text(json, RecordRows.BUILD);
        case BUILD_NUMBER -> {
          long number = integer(json, 0);
          broken |= number < 0;
          rows.set(RecordRows.BUILD_NUMBER, number);
        }
        case DEPENDS -> broken |= !list(json, RecordRows.DEPENDS, lastDepends);
        case CONSTRAINS -> broken |= !list(json, RecordRows.CONSTRAINS, lastConstrains);
        case TRACK_FEATURES -> features(json);
        case NOARCH -> noarch(json);
        case TIMESTAMP -> rows.set(RecordRows.TIMESTAMP, milliseconds(integer(json, -1)));
        case SIZE -> rows.set(RecordRows.SIZE, Math.max(-1, integer(json, -1)));
        case LICENSE -> text(json, RecordRows.LICENSE);
        case LICENSE_FAMILY -> text(json, RecordRows.LICENSE_FAMILY);
        case MD5 -> digest(json, RecordRows.MD5, 16, RecordRows.HAS_MD5);
        case SHA256 -> digest(json, RecordRows.SHA256, 32, RecordRows.HAS_SHA256);
        case PYTHON_SITE_PACKAGES_PATH -> text(json, RecordRows.SITE_PACKAGES);
        case SUBDIR -> json.skip();
      }
    }
    if (broken
        || name == RecordRows.NONE
        || table.start(name) == table.end(name)
        || rows.get(RecordRows.VERSION) == RecordRows.NONE
        || rows.get(RecordRows.BUILD) == RecordRows.NONE) {
      return false;
    }
    rows.commit(name);
    return true;
  }

  /** Sets a column to a text, and returns its number; the name's is kept beside the row. */
  private int text(JsonScanner json, int column) throws IOException {
    int id;
    if (json.peek() == '"') {
      json.text();
      int last = lastTexts[column];
      id =
          last != RecordRows.NONE && table.isAt(last, json.source(), json.start(), json.length())
              ? last
              : table.id(json.source(), json.start(), json.length());
      lastTexts[column] = id;
    } else {
      id = text(json);
    }
    if (column != NAME_COLUMN) {
      rows.set(column, id);
    }
    return id;
  }

  /** A text or number as text; {@link RecordRows#NONE} for anything else. */
  private int text(JsonScanner json) throws IOException {
    int first = json.peek();
    if (first == '"') {
      json.text();
    } else if (first == '-' || first >= '0' && first <= '9') {
      json.number();
    } else {
      json.skip();
      return RecordRows.NONE;
    }
    return table.id(json.source(), json.start(), json.length());
  }

  private static long integer(JsonScanner json, long otherwise) throws IOException {
    int first = json.peek();
    if (first != '-' && (first < '0' || first > '9')) {
      json.skip();
      return otherwise;
    }
    json.number();
    byte[] source = json.source();
    long value = 0;
    int end = json.start() + json.length();
    if (first != '-' && json.length() <= 15) {
      int at = json.start();
      while (at < end && source[at] >= '0' && source[at] <= '9') {
        value = 10 * value + source[at] - '0';
        at++;
      }
      if (at == end) {
        return value;
      }
    }
    try {
      double number = Double.parseDouble(json.string());
      return Math.abs(number) < EXACT ? (long) number : otherwise;
    } catch (NumberFormatException e) {
      throw json.broken();
    }
  }

  static long milliseconds(long timestamp) {
    return timestamp <= 0 ? -1 : timestamp <= SECONDS_LIMIT ? timestamp * 1000 : timestamp;
  }

  /** A list of texts, null for none; false for anything else. */
  private boolean list(JsonScanner json, int column, LastList last) throws IOException {
    if (json.takeIfNext(last.json, last.length)) {
      rows.set(column, last.list);
      return true;
    }
    int first = json.peek();
    if (first != '[') {
      json.skip();
      return first == 'n';
    }
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
    last.set(source, start, length, known);
    rows.set(column, known);
    return true;
  }

  private int elements(JsonScanner json) throws IOException {
    ids.clear();
    json.take('[');
    for (boolean first = true; json.element(first, ']'); first = false) {
      int id = text(json);
      if (id != RecordRows.NONE) {
        ids.add(id);
      }
    }
    return table.list(ids);
  }

  /** A list, or one text with commas or spaces between (CEP-36). */
  private void features(JsonScanner json) throws IOException {
    if (json.peek() != '"') {
      list(json, RecordRows.TRACK_FEATURES, lastFeatures);
      return;
    }
    json.text();
    ids.clear();
    for (String feature : json.string().split("[, ]+")) {
      if (!feature.isEmpty()) {
        ids.add(table.id(feature));
      }
    }
    rows.set(RecordRows.TRACK_FEATURES, table.list(ids));
  }

  /** {@code true} is the old way to say generic (CEP-36). */
  private void noarch(JsonScanner json) throws IOException {
    int first = json.peek();
    if (first != '"') {
      json.skip();
      if (first == 't') {
        rows.flag(RecordRows.NOARCH_GENERIC);
      }
      return;
    }
    json.text();
    int from = json.start();
    int to = from + json.length();
    if (Arrays.equals(json.source(), from, to, PYTHON, 0, PYTHON.length)) {
      rows.flag(RecordRows.NOARCH_PYTHON);
    } else if (from < to) {
      rows.flag(RecordRows.NOARCH_GENERIC);
    }
  }

  /** Hex digits as bytes; anything else is as if it were not there. */
  private void digest(JsonScanner json, int column, int bytes, int flag) throws IOException {
    if (json.peek() != '"') {
      json.skip();
      return;
    }
    json.text();
    if (json.length() != 2 * bytes) {
      return;
    }
    if (HexDigits.read(json.source(), json.start(), rows.row(), column, bytes)) {
      rows.flag(flag);
    } else {
      Arrays.fill(rows.row(), column, column + bytes, (byte) 0);
    }
  }
}
