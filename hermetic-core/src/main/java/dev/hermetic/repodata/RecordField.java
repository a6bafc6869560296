package dev.hermetic.repodata;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The keys of a record that count, and one that each record has. */
enum RecordField {
  NAME,
  VERSION,
  BUILD,
  BUILD_NUMBER,
  DEPENDS,
  CONSTRAINS,
  TRACK_FEATURES,
  NOARCH,
  TIMESTAMP,
  SIZE,
  LICENSE,
  LICENSE_FAMILY,
  MD5,
  SHA256,
  PYTHON_SITE_PACKAGES_PATH,
  /** Does not count. */
  SUBDIR;

  private static final int SLOTS = 128;
  private static final @Nullable RecordField[] TABLE = table();

  private final byte[] key = name().toLowerCase(Locale.ROOT).getBytes(StandardCharsets.US_ASCII);
  private final byte[] member = 
      (",\"" + name().toLowerCase(Locale.ROOT) + "\":").getBytes(StandardCharsets.US_ASCII);

  /** What stands before the value of a member that is not the first, in JSON without spaces. */
  byte[] member() {
    return member;
  }

  private static @Nullable RecordField[] table() {
    @Nullable RecordField[] table = new RecordField[SLOTS];
    for (RecordField field : values()) {
      int slot = slot(field.key, 0, field.key.length);
      while (table[slot] != null) {
        slot = (slot + 1) % SLOTS;
      }
      table[slot] = field;
    }
    return table;
  }

  private static int slot(byte[] source, int from, int length) {
    return (11 * length + 3 * source[from] + source[from + length - 1]) & (SLOTS - 1);
  }

  private boolean isAt(byte[] source, int from, int length) {
    // Short: a loop is faster than Arrays.equals.
    int i = length == key.length ? 0 : -1;
    while (i >= 0 && i < length) {
      i = source[from + i] == key[i] ? i + 1 : -1;
    }
    return i >= 0;
  }

  /** Null for a key that does not count. */
  static @Nullable RecordField of(byte[] source, int from, int length) {
    if (length == 0) {
      return null;
    }
    int slot = slot(source, from, length);
    for (RecordField field = TABLE[slot]; field != null; field = TABLE[slot]) {
      if (field.isAt(source, from, length)) {
        return field;
      }
      slot = (slot + 1) % SLOTS;
    }
    return null;
  }
}
