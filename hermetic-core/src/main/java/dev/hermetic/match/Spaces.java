package dev.hermetic.match;

/** Steps over white space of ASCII. */
final class Spaces {
  private Spaces() {}

  static boolean isSpace(char c) {
    return c == ' ' || c >= '\t' && c <= '\r';
  }

  /** The first character from {@code from} on that is no space, or {@code to}. */
  static int skip(String text, int from, int to) {
    int at = from;
    while (at < to && isSpace(text.charAt(at))) {
      at++;
    }
    return at;
  }

  /** The end of the text before {@code to} without spaces at its end, at least {@code from}. */
  static int trimEnd(String text, int from, int to) {
    int end = to;
    while (end > from && isSpace(text.charAt(end - 1))) {
      end--;
    }
    return end;
  }
}
