package dev.hermetic.text;

import java.util.Locale;

/** Texts of others inside a message: they may hold anything, and be long. */
public final class ShownText {
  private ShownText() {}

  /**
   * The text without characters that steer a console or hide others, which are written as
   * backslash, {@code u} and hex digits.
   *
   * @param most characters; of a longer text so many are shown, and an ellipsis
   */
  public static String of(String text, int most) {
    StringBuilder shown = new StringBuilder();
    text.codePoints()
        .limit(most)
        .forEach(
            c -> {
              if (Character.isISOControl(c) || Character.getType(c) == Character.FORMAT) {
                shown.append(String.format(Locale.ROOT, "\\u%04x", c));
              } else {
                shown.appendCodePoint(c);
              }
            });
    return shown.append(text.codePointCount(0, text.length()) > most ? "…" : "").toString();
  }
}
