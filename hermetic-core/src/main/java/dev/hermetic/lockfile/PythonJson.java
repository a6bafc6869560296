package dev.hermetic.lockfile;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The two JSON dialects that go into conda-lock's content hash: Python's {@code json.dumps(value,
 * sort_keys=True)} and the compact form of pydantic's {@code model_dump_json}.
 */
public final class PythonJson {
  private PythonJson() {}

  /** Sorted keys, {@code ", "} and {@code ": "} between them, everything but ASCII escaped. */
  static String dumps(@Nullable Object value) {
    StringBuilder out = new StringBuilder();
    write(value, out);
    return out.toString();
  }

  private static void write(@Nullable Object value, StringBuilder out) {
    if (value == null || value instanceof Long || value instanceof Integer
        || value instanceof Boolean) {
      out.append(value);
    } else if (value instanceof String text) {
      quote(text, true, out);
    } else if (value instanceof Map<?, ?> map) {
      String separator = "{";
      for (Map.Entry<?, ?> entry : new TreeMap<>(map).entrySet()) {
        out.append(separator);
        quote((String) entry.getKey(), true, out);
        out.append(": ");
        write(entry.getValue(), out);
        separator = ", ";
      }
      out.append(map.isEmpty() ? "{}" : "}");
    } else if (value instanceof Iterable<?> list) {
      String separator = "";
      out.append('[');
      for (Object item : list) {
        out.append(separator);
        write(item, out);
        separator = ", ";
      }
      out.append(']');
    } else {
      throw new IllegalArgumentException("no JSON for " + value.getClass());
    }
  }

  /** A string literal as pydantic writes it: only quotes, backslashes and controls escaped. */
  public static String compactString(String text) {
    StringBuilder out = new StringBuilder();
    quote(text, false, out);
    return out.toString();
  }

  private static void quote(String text, boolean ascii, StringBuilder out) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        case '\b' -> out.append("\\b");
        case '\f' -> out.append("\\f");
        default -> {
          if (c < ' ' || (ascii && c > '~')) {
            out.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
          } else {
            out.append(c);
          }
        }
      }
    }
    out.append('"');
  }
}
