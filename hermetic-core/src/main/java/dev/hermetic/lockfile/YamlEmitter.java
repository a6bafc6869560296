package dev.hermetic.lockfile;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Writes maps, lists, strings, integers and booleans byte for byte as PyYAML's {@code
 * yaml.dump(value, sort_keys=False)} does: block style, list items not indented below their key,
 * {@code {}} and {@code []} for empty collections, strings folded after column 80, ASCII only.
 *
 * <p>One emitter writes one document.
 */
final class YamlEmitter {
  private static final int WIDTH = 80;

  /** PyYAML adds the length of the tag {@code !!str} to that of a key. */
  private static final int LONGEST_SIMPLE_KEY = 128 - "!!str".length();

  private static final int STEP = 2;
  private static final String LINE_BREAKS = "\n\u0085\u2028\u2029";
  private static final String ESCAPED =
      "\0\u0007\b\t\n\u000b\f\r\u001b\"\\\u0085\u00a0\u2028\u2029";
  private static final String ESCAPES = "0abtnvfre\"\\N_LP";

  private final StringBuilder out = new StringBuilder();
  private int lineStart;

  private YamlEmitter() {}

  /** The document, ending with a line feed. The root must be a map with at least one entry. */
  static String emit(Map<String, ?> root) {
    YamlEmitter emitter = new YamlEmitter();
    emitter.mapping(root, 0);
    emitter.out.append('\n');
    return emitter.out.toString();
  }

  private void mapping(Map<?, ?> map, int indent) {
    boolean first = true;
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      if (!first) {
        newLine(indent);
      }
      first = false;
      String key = (String) entry.getKey();
      boolean simple = isSimpleKey(key);
      if (simple) {
        scalar(key, indent + STEP, false);
        out.append(':');
      } else {
        out.append("? ");
        scalar(key, indent + STEP, true);
        newLine(indent);
        out.append(':');
      }
      value(entry.getValue(), indent, simple);
    }
  }

  private static boolean isSimpleKey(String key) {
    for (int i = 0; i < LINE_BREAKS.length(); i++) {
      if (key.indexOf(LINE_BREAKS.charAt(i)) >= 0) {
        return false;
      }
    }
    return !key.isEmpty() && key.codePointCount(0, key.length()) < LONGEST_SIMPLE_KEY;
  }

  private void value(Object value, int indent, boolean onOwnLine) {
    if (value instanceof Map<?, ?> map && !map.isEmpty()) {
      nest(indent + STEP, onOwnLine);
      mapping(map, indent + STEP);
    } else if (value instanceof List<?> list && !list.isEmpty()) {
      int depth = onOwnLine ? indent : indent + STEP;
      nest(depth, onOwnLine);
      sequence(list, depth);
    } else {
      out.append(' ');
      leaf(value, indent);
    }
  }

  private void nest(int indent, boolean onOwnLine) {
    if (onOwnLine) {
      newLine(indent);
    } else {
      out.append(' ');
    }
  }

  private void sequence(List<?> list, int indent) {
    boolean first = true;
    for (Object item : list) {
      if (!first) {
        newLine(indent);
      }
      first = false;
      out.append('-');
      value(item, indent, false);
    }
  }

  private void leaf(Object value, int indent) {
    if (value instanceof String text) {
      scalar(text, indent + STEP, true);
    } else if (value instanceof Map) {
      out.append("{}");
    } else if (value instanceof List) {
      out.append("[]");
    } else if (value instanceof Integer || value instanceof Boolean) {
      out.append(value);
    } else {
      throw new IllegalArgumentException("no YAML for " + value.getClass());
    }
  }

  private void scalar(String text, int indent, boolean fold) {
    switch (ScalarStyle.styleOf(text)) {
      case PLAIN -> words(text, indent, fold);
      case SINGLE_QUOTED -> {
        out.append('\'');
        words(text.replace("'", "''"), indent, fold);
        out.append('\'');
      }
      case DOUBLE_QUOTED -> {
        out.append('"');
        escaped(text.codePoints().toArray(), indent, fold);
        out.append('"');
      }
    }
  }

  /** Plain and single-quoted text: a single space past the width becomes a line break. */
  private void words(String text, int indent, boolean fold) {
    int length = text.length();
    if (text.indexOf(' ') < 0 && text.indexOf('\n') < 0) {
      out.append(text);
      return;
    }
    int i = 0;
    while (i < length) {
      char c = text.charAt(i);
      int end = i + 1;
      if (c == ' ' || c == '\n') {
        while (end < length && text.charAt(end) == c) {
          end++;
        }
      }
      if (c == '\n') {
        // A line break inside quotes is read as a space, one more is needed for each.
        out.append(text, i, end);
        newLine(indent);
      } else if (c == ' ' && end == i + 1 && fold && column() > WIDTH && i > 0 && end < length) {
        newLine(indent);
      } else {
        out.append(text, i, end);
      }
      i = end;
    }
  }

  /**
   * Double-quoted text. It is broken before a space or after an escape when what is pending goes
   * past the width; a backslash ends the line, and another keeps a space that starts the next.
   */
  private void escaped(int[] text, int indent, boolean fold) {
    int start = 0;
    for (int end = 0; end <= text.length; end++) {
      boolean last = end == text.length;
      int c = last ? -1 : text[end];
      if (last || needsEscape(c)) {
        flush(text, start, end);
        start = end;
        if (!last) {
          escape(c);
          start = end + 1;
        }
      }
      boolean breakable = end > 0 && end < text.length - 1 && (c == ' ' || start >= end);
      if (fold && breakable && column() + (end - start) > WIDTH) {
        flush(text, start, end);
        start = Math.max(start, end);
        out.append('\\');
        newLine(indent);
        if (text[start] == ' ') {
          out.append('\\');
        }
      }
    }
  }

  private void flush(int[] text, int start, int end) {
    for (int i = start; i < end; i++) {
      out.appendCodePoint(text[i]);
    }
  }

  private static boolean needsEscape(int c) {
    return c < ' ' || c > '~' || c == '"' || c == '\\';
  }

  private void escape(int c) {
    int known = ESCAPED.indexOf(c);
    if (known >= 0) {
      out.append('\\').append(ESCAPES.charAt(known));
    } else if (c <= 0xff) {
      out.append(String.format(Locale.ROOT, "\\x%02X", c));
    } else if (c <= 0xffff) {
      out.append(String.format(Locale.ROOT, "\\u%04X", c));
    } else {
      out.append(String.format(Locale.ROOT, "\\U%08X", c));
    }
  }

  private int column() {
    return out.length() - lineStart;
  }

  private void newLine(int indent) {
    out.append('\n');
    lineStart = out.length();
    out.append(" ".repeat(indent));
  }
}
