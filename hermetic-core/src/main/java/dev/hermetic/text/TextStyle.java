package dev.hermetic.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What the console can show.
 *
 * @param width columns, at least 40
 * @param unicode whether it can show more than ASCII
 */
public record TextStyle(int width, boolean unicode) {
  /** Fits every console. */
  public static final TextStyle ASCII = new TextStyle(120, false);

  public static final TextStyle UNICODE = new TextStyle(120, true);

  private static final String INDENT = "  ";

  private static final Map<Integer, String> OWN =
      Map.of(
          (int) '├', "|", (int) '└', "`", (int) '│', "|", (int) '─', "-", (int) '…', "...",
          (int) '–', "-", (int) '→', "->", (int) '≠', "*");

  public TextStyle {
    if (width < 40) {
      throw new IllegalArgumentException("a console of " + width + " columns is too narrow");
    }
  }

  /**
   * The text without what could steer or confuse a terminal: control and format characters (escape
   * sequences, direction overrides) and, in ASCII style, all else that is not ASCII become {@code
   * \}{@code uXXXX}; signs that our own texts are drawn with have their likes in ASCII.
   */
  public String clean(String text) {
    return isPlain(text) || isShown(text) ? text : replaced(text);
  }

  /** A text of several lines of our own, as a problem is, with what the console can show. */
  public String shown(String text) {
    return unicode ? text : text.lines().map(this::clean).collect(Collectors.joining("\n"));
  }

  /** Most texts are, and are looked at often. */
  private static boolean isPlain(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < ' ' || c > '~') {
        return false;
      }
    }
    return true;
  }

  /** Whether each of its characters can be shown as it is. */
  private boolean isShown(String text) {
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      if (!isShown(c)) {
        return false;
      }
      i += Character.charCount(c);
    }
    return true;
  }

  private boolean isShown(int codePoint) {
    return unicode
        ? !Character.isISOControl(codePoint) && !invisible(codePoint)
        : codePoint >= ' ' && codePoint <= '~';
  }

  private String replaced(String text) {
    StringBuilder result = new StringBuilder();
    text.codePoints()
        .forEach(
            c -> {
              if (isShown(c)) {
                result.appendCodePoint(c);
              } else if (!unicode && OWN.containsKey(c)) {
                result.append(OWN.get(c));
              } else {
                result.append(String.format(Locale.ROOT, "\\u%04X", c));
              }
            });
    return result.toString();
  }

  private static boolean invisible(int codePoint) {
    int type = Character.getType(codePoint);
    return type == Character.FORMAT
        || type == Character.LINE_SEPARATOR
        || type == Character.PARAGRAPH_SEPARATOR
        || type == Character.SURROGATE
        || type == Character.UNASSIGNED;
  }

  /** The text, or its beginning with an ellipsis when it is longer. */
  public String fit(String text, int limit) {
    if (text.codePointCount(0, text.length()) <= limit) {
      return text;
    }
    String ellipsis = unicode ? "…" : "...";
    int kept = Math.max(0, limit - ellipsis.length());
    return text.substring(0, text.offsetByCodePoints(0, kept)) + ellipsis;
  }

  /** The text in lines that fit, broken at blanks, all but the first indented. */
  public List<String> wrap(String text) {
    return wrap(text, width);
  }

  /** As {@link #wrap(String)}, every line behind that many blanks. */
  public List<String> wrapBehind(int blanks, String text) {
    String indent = " ".repeat(blanks);
    return wrap(text, width - blanks).stream().map(line -> indent + line).toList();
  }

  private List<String> wrap(String text, int limit) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (String word : text.split(" ", -1)) {
      String fitted = fit(word, limit - INDENT.length());
      int length = line.codePointCount(0, line.length());
      if (length > 0 && length + 1 + fitted.codePointCount(0, fitted.length()) > limit) {
        lines.add(line.toString());
        line = new StringBuilder(INDENT).append(fitted);
      } else {
        line.append(line.isEmpty() ? "" : " ").append(fitted);
      }
    }
    lines.add(line.toString());
    return lines;
  }

  public String dash() {
    return unicode ? "–" : "-";
  }

  public String arrow() {
    return unicode ? "→" : "->";
  }

  public String different() {
    return unicode ? "≠" : "*";
  }
}
