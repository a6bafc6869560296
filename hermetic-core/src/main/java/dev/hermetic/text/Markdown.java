package dev.hermetic.text;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Texts of others inside Markdown as code hosts render it (GitHub Flavored Markdown): shown as they
 * are, whatever they hold. Nothing in them becomes markup, a link, a mention, a picture or a reference,
 * save that the hash of a commit of the repository leads to it.
 */
public final class Markdown {
  /** What means the same inside and outside of a code span, also within a table. */
  private static final Pattern PLAIN_CODE = Pattern.compile("[A-Za-z0-9._+!<>=~*,:;/()\\[\\]@#&^ -]+");

  private static final Pattern PLAIN_WORD = Pattern.compile("[A-Za-z0-9.,;:()'=+→–-]*");

  /**
   * What letters and digits can come to: GitHub's other form of {@code #1}, and the name of an emoji,
   * as the line is in {@code environment.yml:100:5}. No other emoji has only digits.
   */
  private static final Pattern REFERENCE =
      Pattern.compile("(?i)\\bGH-\\d|:(?:[0-9]*[a-z+-][a-z0-9+-]*|100|1234):");

  private Markdown() {}

  /** The text as code; control and format characters are written as {@code \}{@code uXXXX}. */
  public static String code(String text) {
    String clean = TextStyle.UNICODE.clean(text);
    if (clean.isBlank()) {
      return "";
    }
    if (PLAIN_CODE.matcher(clean).matches() && clean.equals(clean.strip())) {
      return "`" + clean + "`";
    }
    StringBuilder html = new StringBuilder("<code>");
    clean
        .codePoints()
        .forEach(
            c -> {
              if (c < 0x80 && !Character.isLetterOrDigit(c) && c != ' ') {
                html.append("&#").append(c).append(';');
              } else {
                html.appendCodePoint(c);
              }
            });
    return html.append("</code>").toString();
  }

  /**
   * A sentence, with what stands in backticks as code, and each word as code that could mean
   * something to a renderer.
   */
  public static String prose(String text) {
    StringBuilder result = new StringBuilder();
    String[] parts = text.split("`", -1);
    int paired = (parts.length - 1) / 2 * 2;
    for (int i = 0; i < paired; i++) {
      result.append(i % 2 == 1 ? code(parts[i]) : words(parts[i]));
    }
    // A backtick without its fellow is one of the text.
    result.append(words(String.join("`", List.of(parts).subList(paired, parts.length))));
    return result.toString();
  }

  private static String words(String text) {
    List<String> words = new ArrayList<>();
    for (String word : text.split(" ", -1)) {
      boolean plain =
          PLAIN_WORD.matcher(word).matches()
              && !word.contains("://")
              && !word.contains("www.")
              && !REFERENCE.matcher(word).find();
      words.add(plain ? word : code(word));
    }
    return String.join(" ", words);
  }

  /** A row of a table; the cells are Markdown already. */
  public static String row(List<String> cells) {
    return "| " + String.join(" | ", cells) + " |";
  }

  /** The two lines that a table begins with. */
  public static List<String> head(List<String> titles) {
    return List.of(row(titles), row(titles.stream().map(title -> "---").toList()));
  }
}
