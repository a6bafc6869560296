package dev.hermetic.repodata;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Reads one record of repodata (CEP-36) into a row. */
final class RecordParser {
  /** Timestamps below are in seconds: as milliseconds they would lie before 1978. */
  private static final long SECONDS_LIMIT = 253_402_300_799L;

  private final StringTable table;
  private final RecordRows rows;
  private final FileName fileName = new FileName();

  /** By number of the field. */
  private final FieldReader[] readers = new FieldReader[RecordField.values().length];

  /** Per field the one that came after it: records have their fields in one order. */
  private final @Nullable RecordField[] followers = new RecordField[readers.length];

  RecordParser(StringTable table, RecordRows rows) {
    this.table = table;
    this.rows = rows;
    for (RecordField field : RecordField.values()) {
      readers[field.ordinal()] = reader(field);
    }
  }

  private FieldReader reader(RecordField field) {
    return switch (field) {
      case NAME -> new TextField(table, rows, RecordRows.NAME);
      case VERSION -> new TextField(table, rows, RecordRows.VERSION);
      case BUILD -> new TextField(table, rows, RecordRows.BUILD);
      case BUILD_NUMBER -> new NumberField(rows, RecordRows.BUILD_NUMBER);
      case DEPENDS -> new ListField(table, rows, RecordRows.DEPENDS, false);
      case CONSTRAINS -> new ListField(table, rows, RecordRows.CONSTRAINS, false);
      case TRACK_FEATURES -> new ListField(table, rows, RecordRows.TRACK_FEATURES, true);
      case NOARCH -> new NoarchField(rows);
      case TIMESTAMP -> new NumberField(rows, RecordRows.TIMESTAMP);
      case SIZE -> new NumberField(rows, RecordRows.SIZE);
      case LICENSE -> new TextField(table, rows, RecordRows.LICENSE);
      case LICENSE_FAMILY -> new TextField(table, rows, RecordRows.LICENSE_FAMILY);
      case MD5 -> new DigestField(rows, RecordRows.MD5, 16, RecordRows.HAS_MD5);
      case SHA256 -> new DigestField(rows, RecordRows.SHA256, 32, RecordRows.HAS_SHA256);
      case PYTHON_SITE_PACKAGES_PATH -> new TextField(table, rows, RecordRows.SITE_PACKAGES);
      case SUBDIR -> new SkippedField();
    };
  }

  /**
   * Takes the scanner's last text for the file name of the record that follows.
   *
   * @param ending what the key leaves out
   * @return false for what is no name of a package file
   */
  boolean fileName(JsonScanner json, String ending) throws IOException {
    return fileName.take(json, ending);
  }

  /** Takes a record; false when it is left out. */
  boolean read(JsonScanner json) throws IOException {
    rows.begin();
    boolean usable = true;
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
      FieldReader reader =
          field == null ? readers[RecordField.SUBDIR.ordinal()] : readers[field.ordinal()];
      usable &= reader.read(json);
    }
    return usable && keep();
  }

  private boolean keep() throws IOException {
    int name = rows.get(RecordRows.NAME);
    int version = rows.get(RecordRows.VERSION);
    int build = rows.get(RecordRows.BUILD);
    if (name == RecordRows.NONE
        || table.length(name) == 0
        || version == RecordRows.NONE
        || build == RecordRows.NONE) {
      return false;
    }
    if (!fileName.isMadeOf(table, name, version, build)) {
      rows.set(RecordRows.FILE_NAME, table.id(fileName.bytes(), 0, fileName.length()));
    }
    if (fileName.isTarBz2()) {
      rows.flag(RecordRows.TAR_BZ2);
    }
    rows.commit(ByteHash.of(fileName.bytes(), 0, fileName.stem()));
    return true;
  }

  static long milliseconds(long timestamp) {
    return timestamp <= 0 ? -1 : timestamp <= SECONDS_LIMIT ? timestamp * 1000 : timestamp;
  }
}
