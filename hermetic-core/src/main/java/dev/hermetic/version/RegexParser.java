package dev.hermetic.version;

import java.util.ArrayList;
import java.util.List;

/**
 * Reads the regular expressions that match in linear time: characters, classes, groups, choices,
 * repetitions, {@code ^} and {@code $}. Lookaround and back-references are refused, as CEP-29 says.
 */
final class RegexParser {
  private static final int MAX_DEPTH = 50;
  private static final int MAX_REPEAT = 100;
  private static final String DIGITS = "09";
  private static final String WORD = "azAZ09__";
  private static final String SPACE = "\t\r  ";

  private final String text;
  private int at;
  private int depth;

  RegexParser(String text) {
    this.text = text;
  }

  RegexNode parse() {
    RegexNode root = choice();
    if (at < text.length()) {
      throw wrong("')' closes no group", at);
    }
    return root;
  }

  private static InvalidVersionException wrong(String message, int offset) {
    return new InvalidVersionException("malformed regular expression: " + message, offset);
  }

  private boolean isNext(char c) {
    return at < text.length() && text.charAt(at) == c;
  }

  private RegexNode choice() {
    List<RegexNode> options = new ArrayList<>();
    options.add(sequence());
    while (isNext('|')) {
      at++;
      options.add(sequence());
    }
    return options.size() == 1 ? options.get(0) : new RegexNode.Choice(options);
  }

  private RegexNode sequence() {
    List<RegexNode> parts = new ArrayList<>();
    while (at < text.length() && !isNext('|') && !isNext(')')) {
      parts.add(repeated(atom()));
    }
    return new RegexNode.Sequence(parts);
  }

  private RegexNode repeated(RegexNode part) {
    if (at == text.length() || part instanceof RegexNode.Edge) {
      return part;
    }
    int least;
    int most;
    switch (text.charAt(at)) {
      case '*' -> {
        least = 0;
        most = -1;
      }
      case '+' -> {
        least = 1;
        most = -1;
      }
      case '?' -> {
        least = 0;
        most = 1;
      }
      case '{' -> {
        return counted(part);
      }
      default -> {
        return part;
      }
    }
    at++;
    return lazy(new RegexNode.Repeat(part, least, most));
  }

  private RegexNode counted(RegexNode part) {
    int open = at++;
    int least = number(open);
    int most = least;
    if (isNext(',')) {
      at++;
      most = isNext('}') ? -1 : number(open);
    }
    if (!isNext('}') || most >= 0 && most < least) {
      throw wrong("a repetition must be {n}, {n,} or {n,m}", open);
    }
    at++;
    return lazy(new RegexNode.Repeat(part, least, most));
  }

  /** How much a repetition prefers to take plays no role where only a yes or no is asked. */
  private RegexNode lazy(RegexNode repeat) {
    if (isNext('?')) {
      at++;
    }
    if (at < text.length() && "*+{".indexOf(text.charAt(at)) >= 0) {
      throw wrong("a repetition must not be repeated", at);
    }
    return repeat;
  }

  private int number(int open) {
    int start = at;
    int value = 0;
    while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
      value = Math.min(MAX_REPEAT + 1, value * 10 + text.charAt(at++) - '0');
    }
    if (at == start || value > MAX_REPEAT) {
      throw wrong("a repetition counts from 0 to " + MAX_REPEAT, open);
    }
    return value;
  }

  private RegexNode atom() {
    char c = text.charAt(at);
    switch (c) {
      case '^', '$' -> {
        at++;
        return new RegexNode.Edge(c == '^');
      }
      case '.' -> {
        at++;
        return new RegexNode.Characters("", true);
      }
      case '(' -> {
        return group();
      }
      case '[' -> {
        return characters();
      }
      case '\\' -> {
        return escape();
      }
      case '*', '+', '?', '{' -> throw wrong("there is nothing to repeat", at);
      default -> {
        at++;
        return new RegexNode.Characters("" + c + c, false);
      }
    }
  }

  private RegexNode group() {
    int open = at++;
    if (++depth > MAX_DEPTH) {
      throw wrong("groups are nested more than " + MAX_DEPTH + " deep", open);
    }
    if (isNext('?')) {
      if (!text.startsWith("?:", at)) {
        throw wrong("of the groups that begin with '(?' only '(?:' is allowed", open);
      }
      at += 2;
    }
    RegexNode inner = choice();
    if (!isNext(')')) {
      throw wrong("'(' is not closed", open);
    }
    at++;
    depth--;
    return inner;
  }

  private RegexNode escape() {
    int start = at++;
    if (at == text.length()) {
      throw wrong("nothing follows '\\'", start);
    }
    char c = text.charAt(at++);
    return switch (c) {
      case 'd', 'D' -> new RegexNode.Characters(DIGITS, c == 'D');
      case 'w', 'W' -> new RegexNode.Characters(WORD, c == 'W');
      case 's', 'S' -> new RegexNode.Characters(SPACE, c == 'S');
      default -> {
        requireNoLetter(c, start);
        yield new RegexNode.Characters("" + c + c, false);
      }
    };
  }

  private static void requireNoLetter(char c, int offset) {
    if (c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9') {
      throw wrong("'\\" + c + "' is not supported", offset);
    }
  }

  private RegexNode characters() {
    int open = at++;
    boolean negated = isNext('^');
    at += negated ? 1 : 0;
    StringBuilder bounds = new StringBuilder();
    int first = at;
    while (at < text.length() && (text.charAt(at) != ']' || at == first)) {
      range(bounds);
    }
    if (!isNext(']')) {
      throw wrong("'[' is not closed", open);
    }
    at++;
    return new RegexNode.Characters(bounds.toString(), negated);
  }

  private void range(StringBuilder bounds) {
    int start = at;
    char low = text.charAt(at++);
    if (low == '\\') {
      if (at == text.length()) {
        throw wrong("nothing follows '\\'", start);
      }
      low = text.charAt(at++);
      if (low == 'd' || low == 'w' || low == 's') {
        bounds.append(low == 'd' ? DIGITS : low == 'w' ? WORD : SPACE);
        return;
      }
      requireNoLetter(low, start);
    }
    char high = low;
    if (isNext('-') && at + 1 < text.length() && text.charAt(at + 1) != ']') {
      high = text.charAt(at + 1);
      at += 2;
      if (high == '\\' || high < low) {
        throw wrong("a range of characters must ascend", start);
      }
    }
    bounds.append(low).append(high);
  }
}
