package dev.hermetic.archive;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Extended headers, as far as they say what is unpacked (POSIX pax, "pax Extended Header"). */
final class PaxRecords {
  static final String PATH = "path";
  static final String LINK_PATH = "linkpath";
  static final String SIZE = "size";
  static final String MTIME = "mtime";
  static final String SPARSE_MAJOR = "GNU.sparse.major";
  static final String SPARSE_NAME = "GNU.sparse.name";
  static final String SPARSE_SIZE = "GNU.sparse.size";
  static final String SPARSE_REAL_SIZE = "GNU.sparse.realsize";
  static final String SPARSE_MAP = "GNU.sparse.map";

  /** The map of version 0.0: pairs of records. */
  private static final String SPARSE_OFFSET = "GNU.sparse.offset";

  private static final String SPARSE_BYTES = "GNU.sparse.numbytes";

  private final Map<String, String> values = new HashMap<>();

  PaxRecords() {}

  PaxRecords(PaxRecords global) {
    values.putAll(global.values);
  }

  @Nullable String get(String key) {
    return values.get(key);
  }

  boolean isSparse() {
    return values.containsKey(SPARSE_MAP)
        || values.containsKey(SPARSE_MAJOR)
        || values.containsKey(SPARSE_SIZE)
        || values.containsKey(SPARSE_REAL_SIZE);
  }

  /** Adds records, each {@code LENGTH KEY=VALUE} and a line feed; the last of a key counts. */
  void read(byte[] text) throws TarFault {
    StringBuilder pairs = new StringBuilder();
    for (int at = 0; at < text.length; ) {
      int key = at;
      int length = 0;
      while (key < text.length && text[key] >= '0' && text[key] <= '9' && length < text.length) {
        length = 10 * length + text[key] - '0';
        key++;
      }
      int end = at + length;
      if (key >= text.length || text[key] != ' ' || end > text.length || end <= key + 1
          || text[end - 1] != '\n') {
        throw nonsense();
      }
      put(text, key + 1, end - 1, pairs);
      at = end;
    }
    if (pairs.length() > 0) {
      values.put(SPARSE_MAP, pairs.substring(1));
    }
  }

  private void put(byte[] text, int from, int end, StringBuilder pairs) throws TarFault {
    int sign = from;
    while (sign < end && text[sign] != '=') {
      sign++;
    }
    if (sign == end) {
      throw nonsense();
    }
    String key = new String(text, from, sign - from, StandardCharsets.UTF_8);
    String value = new String(text, sign + 1, end - sign - 1, StandardCharsets.UTF_8);
    switch (key) {
      case SPARSE_OFFSET, SPARSE_BYTES -> pairs.append(',').append(value);
      case PATH, LINK_PATH, SIZE, MTIME, SPARSE_MAJOR, SPARSE_NAME, SPARSE_SIZE, SPARSE_REAL_SIZE,
          SPARSE_MAP -> {
        // An empty value takes away what a global header said.
        if (value.isEmpty()) {
          values.remove(key);
        } else {
          values.put(key, value);
        }
      }
      default -> {
        // Owners, times of access and the like: nothing of it is unpacked.
      }
    }
  }

  private static TarFault nonsense() {
    return new TarFault("a member has an extended header of another form");
  }
}
