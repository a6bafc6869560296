package dev.hermetic.pypi.requirement;

/** A text and how far it was read. */
final class Cursor {
  /** A predicate on characters without boxing. */
  interface CharPredicate {
    boolean test(char c);
  }

  private final String text;
  private int at;

  Cursor(String text) {
    this.text = text;
  }

  static boolean isSpace(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f' || c == '\u000b';
  }

  /** 0-based. */
  int at() {
    return at;
  }

  void moveTo(int offset) {
    at = offset;
  }

  boolean atEnd() {
    return at >= text.length();
  }

  /** The next character, 0 at the end. */
  char peek() {
    return atEnd() ? 0 : text.charAt(at);
  }

  void skipSpace() {
    while (!atEnd() && isSpace(text.charAt(at))) {
      at++;
    }
  }

  boolean take(String token) {
    if (!text.startsWith(token, at)) {
      return false;
    }
    at += token.length();
    return true;
  }

  void expect(String token, String otherwise) {
    if (!take(token)) {
      throw new InvalidRequirementException(otherwise, at);
    }
  }

  String takeWhile(CharPredicate predicate) {
    int start = at;
    while (!atEnd() && predicate.test(text.charAt(at))) {
      at++;
    }
    return text.substring(start, at);
  }

  void expectEnd(String where) {
    skipSpace();
    if (!atEnd()) {
      throw new InvalidRequirementException("nothing was expected " + where, at);
    }
  }
}
