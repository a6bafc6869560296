package dev.hermetic.yaml;

import dev.hermetic.problem.Location;

/** Turns offsets into lines and columns. */
final class Positions {
  private Positions() {}

  /** The place of the character at {@code offset}; LF, CR LF and CR end lines. */
  static Location of(CharSequence text, int offset, String file) {
    int line = 1;
    int column = 1;
    for (int i = 0; i < offset; i++) {
      char c = text.charAt(i);
      boolean pairFollows = c == '\r' && i + 1 < text.length() && text.charAt(i + 1) == '\n';
      if ((c == '\n' || c == '\r') && !pairFollows) {
        line++;
        column = 1;
      } else if (!Character.isLowSurrogate(c)) {
        column++;
      }
    }
    return new Location(file, line, column);
  }
}
