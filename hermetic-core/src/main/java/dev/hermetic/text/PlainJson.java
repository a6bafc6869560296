package dev.hermetic.text;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads JSON in ASCII that holds nothing but objects, lists, texts, whole numbers and truth values, as
 * nearly all files do that Hermetic writes itself. It never decides that something is wrong: of all else it
 * makes null, and a JSON library has to say what it is. Few and short methods: for Java to load and
 * compile Jackson's takes longer than to read a ledger of years. Not for several threads at once.
 */
public final class PlainJson {
  /** Jackson limits texts and names too, further off. */
  private static final int MOST_LETTERS = 1 << 14;

  /** Any number of so many digits is a long. */
  private static final int MOST_DIGITS = 18;

  private static final int NAMES = 128;

  /** Something else; carries nothing, since the caller only gives up. */
  private static final class Other extends RuntimeException {
    private static final long serialVersionUID = 1;

    Other() {
      super(null, null, false, false);
    }
  }

  private final int levels;

  /** Names come again with each line of a ledger: one text of each is enough. */
  private final @Nullable String[] names = new String[NAMES];

  private byte[] bytes = {};
  private int at;

  /** @param levels how deep values may lie in others: that of the whole is level 0 */
  public PlainJson(int levels) {
    this.levels = levels;
  }

  /**
   * The value: {@link LinkedHashMap}, {@link ArrayList}, {@link String}, {@link Long} or {@link Boolean}.
   *
   * @return null for JSON with anything else in it, with an object that has a name twice, or nested deeper,
   *     and for what is no JSON
   */
  public @Nullable Object read(byte[] json) {
    bytes = json;
    at = 0;
    try {
      Object value = whole();
      return mark() < 0 ? value : null;
    } catch (Other e) {
      return null;
    }
  }

  /**
   * The whole value. A loop: Java would compile methods that call each other again and again into one
   * another.
   */
  private Object whole() {
    Object inner = value();
    if (!isOpen(inner)) {
      return inner;
    }
    Deque<Object> outer = new ArrayDeque<>();
    boolean first = true;
    while (true) {
      if (mark() == (inner instanceof Map ? '}' : ']')) {
        at++;
        if (outer.isEmpty()) {
          return inner;
        }
        inner = outer.pop();
        first = false;
      } else if (outer.size() < levels) {
        if (!first) {
          take(',');
        }
        Object added = add(inner);
        first = isOpen(added);
        if (first) {
          outer.push(inner);
          inner = added;
        }
      } else {
        throw new Other();
      }
    }
  }

  private static boolean isOpen(Object value) {
    return value instanceof Map || value instanceof List;
  }

  /** Adds what comes next to an object or a list. */
  @SuppressWarnings("unchecked") // value() makes no others
  private Object add(Object to) {
    if (to instanceof List) {
      Object item = value();
      ((List<Object>) to).add(item);
      return item;
    }
    String name = name();
    take(':');
    Object member = value();
    if (((Map<String, Object>) to).put(name, member) != null) {
      throw new Other();
    }
    return member;
  }

  /** A value, or an object or a list of which only the bracket was taken. */
  private Object value() {
    switch (mark()) {
      case '{' -> {
        at++;
        return new LinkedHashMap<String, Object>();
      }
      case '[' -> {
        at++;
        return new ArrayList<Object>();
      }
      case '"' -> {
        return text();
      }
      case 't' -> {
        return word("true", true);
      }
      case 'f' -> {
        return word("false", false);
      }
      default -> {
        return number();
      }
    }
  }

  private void take(int wanted) {
    if (mark() != wanted) {
      throw new Other();
    }
    at++;
  }

  /** What comes next behind blanks, -1 at the end. */
  private int mark() {
    while (at < bytes.length) {
      byte b = bytes[at];
      if (b != ' ' && b != '\n' && b != '\r' && b != '\t') {
        return b < 0 ? 0 : b;
      }
      at++;
    }
    return -1;
  }

  private String name() {
    if (mark() != '"') {
      throw new Other();
    }
    int start = at + 1;
    String name = text();
    int slot = (31 * name.length() + bytes[start] + 7 * bytes[at - 2]) & (NAMES - 1);
    String known = names[slot];
    if (name.equals(known)) {
      return known;
    }
    names[slot] = name;
    return name;
  }

  private String text() {
    int start = ++at;
    int end = plainEnd(start);
    if (bytes[end] == '\\') {
      return escaped(start, end);
    }
    at = end + 1;
    return new String(bytes, start, end - start, StandardCharsets.ISO_8859_1);
  }

  /** Where the quote or the first escape of a text stands. */
  private int plainEnd(int start) {
    int last = Math.min(bytes.length, start + MOST_LETTERS);
    for (int i = start; i < last; i++) {
      byte b = bytes[i];
      if (b == '"' || b == '\\') {
        return i;
      }
      if (b < ' ') {
        break;
      }
    }
    throw new Other();
  }

  private String escaped(int start, int escape) {
    StringBuilder text = new StringBuilder();
    int from = start;
    int end = escape;
    while (bytes[end] == '\\') {
      text.append(new String(bytes, from, end - from, StandardCharsets.ISO_8859_1));
      at = end + 1;
      text.append(letter());
      from = at;
      end = plainEnd(from);
    }
    if (end - start > MOST_LETTERS) {
      throw new Other();
    }
    at = end + 1;
    return text.append(new String(bytes, from, end - from, StandardCharsets.ISO_8859_1)).toString();
  }

  /** The letter that an escape stands for. */
  private char letter() {
    if (at == bytes.length) {
      throw new Other();
    }
    byte kind = bytes[at++];
    if (kind == 'u') {
      return unit();
    }
    int index = "\"\\/bfnrt".indexOf(kind);
    if (index < 0) {
      throw new Other();
    }
    return "\"\\/\b\f\n\r\t".charAt(index);
  }

  private char unit() {
    if (bytes.length - at < 4) {
      throw new Other();
    }
    int unit = 0;
    for (int i = 0; i < 4; i++) {
      int digit = Character.digit(bytes[at++], 16);
      if (digit < 0) {
        throw new Other();
      }
      unit = 16 * unit + digit;
    }
    return (char) unit;
  }

  private Boolean word(String word, boolean value) {
    for (int i = 0; i < word.length(); i++) {
      if (at == bytes.length || bytes[at] != word.charAt(i)) {
        throw new Other();
      }
      at++;
    }
    return value;
  }

  private Long number() {
    boolean negative = at < bytes.length && bytes[at] == '-';
    at += negative ? 1 : 0;
    int start = at;
    long value = 0;
    while (at < bytes.length && bytes[at] >= '0' && bytes[at] <= '9' && at - start < MOST_DIGITS) {
      value = 10 * value + bytes[at++] - '0';
    }
    int digits = at - start;
    if (digits == 0 || bytes[start] == '0' && (digits > 1 || negative) || !isEnd()) {
      throw new Other();
    }
    return negative ? -value : value;
  }

  /** Whether something comes that may stand behind a value: no fraction, exponent or further digit. */
  private boolean isEnd() {
    int next = mark();
    return next == ',' || next == '}' || next == ']' || next < 0;
  }
}
