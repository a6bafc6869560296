package dev.hermetic.match;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Reads {@code [key='value',key=value]}. */
final class BracketParser {
  private static final Set<String> OTHER_KEYS =
      Set.of("name", "version", "build", "build_string", "channel", "subdir", "namespace");

  /**
   * A value and the offset of its first character.
   *
   * @param text without quotes
   * @param offset in the whole spec
   */
  record Value(String text, int offset) {}

  private final String text;
  private final int open;
  private final int limit;
  private final Map<String, Value> values = new LinkedHashMap<>();
  private int at;

  BracketParser(String text, int open, int limit) {
    this.text = text;
    this.open = open;
    this.limit = limit;
    this.at = open + 1;
  }

  /** The character after the closing bracket. */
  int end() {
    return at;
  }

  Map<String, Value> parse() {
    while (true) {
      while (at < limit && (text.charAt(at) == ' ' || text.charAt(at) == ',')) {
        at++;
      }
      if (at == limit) {
        throw new InvalidMatchSpecException("'[' is not closed", open);
      }
      if (text.charAt(at) == ']') {
        at++;
        return values;
      }
      pair();
    }
  }

  private void pair() {
    int start = at;
    while (at < limit && isKeyCharacter(text.charAt(at))) {
      at++;
    }
    String key = text.substring(start, at);
    if (at == limit || text.charAt(at) != '=' || key.isEmpty()) {
      throw new InvalidMatchSpecException(
          at == limit ? "'[' is not closed" : "a key must be followed by '=' and a value",
          at == limit ? open : start);
    }
    at++;
    Value value = value(key);
    if (key.equals("build_string")) {
      key = "build";
    }
    if (!OTHER_KEYS.contains(key) && !Fields.KEYS.contains(key)) {
      throw new InvalidMatchSpecException("'" + key + "' is no key of a match spec", start);
    }
    if (values.put(key, value) != null) {
      throw new InvalidMatchSpecException("'" + key + "' is given twice", start);
    }
  }

  private Value value(String key) {
    char quote = at < limit ? text.charAt(at) : ']';
    boolean quoted = quote == '\'' || quote == '"';
    if (key.equals(Fields.WHEN) && !quoted) {
      throw new InvalidMatchSpecException("the value of 'when' must be quoted", at);
    }
    int from = quoted ? at + 1 : at;
    int to = quoted ? text.indexOf(quote, from) : unquotedEnd();
    if (to < 0 || to >= limit) {
      throw new InvalidMatchSpecException(
          quoted ? "a quote is not closed" : "'[' is not closed", quoted ? at : open);
    }
    at = quoted ? to + 1 : to;
    if (quoted && at < limit && " ,]".indexOf(text.charAt(at)) < 0) {
      throw new InvalidMatchSpecException("a comma must follow a value", at);
    }
    String value = text.substring(from, to);
    if (value.isBlank()) {
      throw new InvalidMatchSpecException("the value of '" + key + "' is empty", from);
    }
    return new Value(value, from);
  }

  /** Brackets inside of the value, as in {@code extras=[a,b]} or a regular expression, pair up. */
  private int unquotedEnd() {
    int depth = 0;
    for (int i = at; i < limit; i++) {
      char c = text.charAt(i);
      if (c == '[') {
        depth++;
      } else if (c == ']' && depth-- == 0 || depth == 0 && (c == ',' || c == ' ')) {
        return i;
      } else if (c == '\'' || c == '"') {
        throw new InvalidMatchSpecException("a quote must enclose the whole value", i);
      }
    }
    return limit;
  }

  private static boolean isKeyCharacter(char c) {
    return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '_'
        || c == '-';
  }
}
