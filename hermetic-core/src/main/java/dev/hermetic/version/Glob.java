package dev.hermetic.version;

/** Matching of {@code *} patterns without backtracking over more than the last star. */
final class Glob {
  private Glob() {}

  /**
   * Whether the pattern covers the whole text; {@code *} stands for any characters or none, upper
   * and lower case of ASCII letters are the same. Takes at most text times pattern steps.
   */
  static boolean matches(String pattern, String text) {
    if (!endsAlike(pattern, text)) {
      return false;
    }
    int p = 0;
    int t = 0;
    int star = -1;
    int retry = 0;
    while (t < text.length()) {
      if (p < pattern.length() && pattern.charAt(p) == '*') {
        star = p++;
        retry = t;
        if (p == pattern.length()) {
          return true;
        }
      } else if (p < pattern.length() && fold(pattern.charAt(p)) == fold(text.charAt(t))) {
        p++;
        t++;
      } else if (star >= 0) {
        p = star + 1;
        t = ++retry;
      } else {
        return false;
      }
    }
    while (p < pattern.length() && pattern.charAt(p) == '*') {
      p++;
    }
    return p == pattern.length();
  }

  /** What follows the last star has to end the text: most texts are told apart by that already. */
  private static boolean endsAlike(String pattern, String text) {
    int tail = pattern.length() - 1 - pattern.lastIndexOf('*');
    if (tail == pattern.length()) {
      return true;
    }
    if (tail > text.length()) {
      return false;
    }
    for (int i = 1; i <= tail; i++) {
      if (fold(pattern.charAt(pattern.length() - i)) != fold(text.charAt(text.length() - i))) {
        return false;
      }
    }
    return true;
  }

  static char fold(char c) {
    return c >= 'A' && c <= 'Z' ? (char) (c + 32) : c;
  }
}
