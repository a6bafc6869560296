package dev.hermetic.lockfile;

import java.util.regex.Pattern;

/**
 * Decides how PyYAML writes a string: the plain form only where a YAML 1.1 reader gets the same
 * string back from it, else single quotes, and double quotes where an escape is needed.
 *
 * <p>The rules are those of {@code yaml.dump} with its defaults (ASCII output), which is how
 * conda-lock writes its files.
 */
enum ScalarStyle {
  PLAIN,
  SINGLE_QUOTED,
  DOUBLE_QUOTED;

  /** Characters that start something else than a plain scalar. */
  private static final String LEADING_INDICATORS = "#,[]{}&*!|>'\"%@`";

  /** What all the patterns below begin with: most texts need none of them. */
  private static final String AMBIGUOUS_STARTS = "-+.0123456789yYnNtTfFoO~=<";

  /** Of the letters among them. */
  private static final int LONGEST_WORD = "false".length();

  private static final Pattern BOOL =
      Pattern.compile(
          "yes|Yes|YES|no|No|NO|true|True|TRUE|false|False|FALSE|on|On|ON|off|Off|OFF");
  private static final Pattern FLOAT =
      Pattern.compile(
          "[-+]?[0-9][0-9_]*\\.[0-9_]*([eE][-+][0-9]+)?"
              + "|\\.[0-9][0-9_]*([eE][-+][0-9]+)?"
              + "|[-+]?[0-9][0-9_]*(:[0-5]?[0-9])+\\.[0-9_]*"
              + "|[-+]?\\.(inf|Inf|INF)|\\.(nan|NaN|NAN)");
  private static final Pattern INT =
      Pattern.compile(
          "[-+]?0b[0-1_]+|[-+]?0[0-7_]+|[-+]?(0|[1-9][0-9_]*)|[-+]?0x[0-9a-fA-F_]+"
              + "|[-+]?[1-9][0-9_]*(:[0-5]?[0-9])+");
  private static final Pattern NULL = Pattern.compile("~|null|Null|NULL|");
  private static final Pattern TIMESTAMP =
      Pattern.compile(
          "[0-9]{4}-[0-9]{2}-[0-9]{2}"
              + "|[0-9]{4}-[0-9][0-9]?-[0-9][0-9]?([Tt]|[ \\t]+)[0-9][0-9]?:[0-9]{2}:[0-9]{2}"
              + "(\\.[0-9]*)?([ \\t]*(Z|[-+][0-9][0-9]?(:[0-9]{2})?))?");

  /** The form in which PyYAML writes the text in a block collection. */
  static ScalarStyle styleOf(String text) {
    if (needsEscapes(text)) {
      return DOUBLE_QUOTED;
    }
    return canBePlain(text) && !meansSomethingElse(text) ? PLAIN : SINGLE_QUOTED;
  }

  private static boolean needsEscapes(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c != '\n' && (c < ' ' || c > '~')) {
        return true;
      }
    }
    return text.contains(" \n") || text.contains("\n ");
  }

  private static boolean canBePlain(String text) {
    if (text.isEmpty()) {
      return true;
    }
    char first = text.charAt(0);
    boolean alone = text.length() == 1 || text.charAt(1) == ' ';
    return first != ' '
        && text.charAt(text.length() - 1) != ' '
        && text.indexOf('\n') < 0
        && !text.startsWith("---")
        && !text.startsWith("...")
        && LEADING_INDICATORS.indexOf(first) < 0
        && !(alone && (first == '?' || first == ':' || first == '-'))
        && !text.contains(": ")
        && !text.endsWith(":")
        && !text.contains(" #");
  }

  /** Whether YAML 1.1 reads the plain text as a boolean, a number, null, a date, = or a merge. */
  private static boolean meansSomethingElse(String text) {
    return !isPlainAtAGlance(text) && matchesPattern(text);
  }

  static boolean matchesPattern(String text) {
    return BOOL.matcher(text).matches()
        || INT.matcher(text).matches()
        || FLOAT.matcher(text).matches()
        || NULL.matcher(text).matches()
        || TIMESTAMP.matcher(text).matches()
        || text.equals("=")
        || text.equals("<<");
  }

  /** Sees for most names, digests and versions, without a pattern, that none of them matches. */
  static boolean isPlainAtAGlance(String text) {
    if (text.isEmpty()) {
      return false;
    }
    char first = text.charAt(0);
    if (AMBIGUOUS_STARTS.indexOf(first) < 0) {
      return true;
    }
    if (first < '0' || first > '9') {
      return first >= 'A' && first <= 'z' && text.length() > LONGEST_WORD
          || first == '<' && !text.equals("<<");
    }
    // Dates have a dash, floats one dot, integers letters only behind 0b and 0x.
    int dots = 0;
    boolean letters = false;
    for (int i = 1; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '-') {
        return false;
      }
      dots += c == '.' ? 1 : 0;
      letters |= c >= 'a' && c <= 'z';
    }
    boolean prefixed = text.length() > 1 && (text.charAt(1) == 'b' || text.charAt(1) == 'x');
    return dots > 1 || dots == 0 && letters && !prefixed;
  }
}
