package dev.hermetic.match;

import dev.hermetic.version.Dialect;
import dev.hermetic.version.InvalidVersionException;
import dev.hermetic.version.TextPattern;
import dev.hermetic.version.VersionSpec;
import org.jspecify.annotations.Nullable;

/**
 * Reads version and build behind a name. A single {@code =} before the version means "and all below
 * it" when nothing or, after a space, a build follows; {@code a=1.2=b} has the version 1.2 exactly
 * (CEP-29, "Version expression parsing").
 */
final class VersionBuildParser {
  private final String text;
  private final int from;
  private final Dialect dialect;
  private final VersionSpec version;
  private final @Nullable String rawVersion;
  private final @Nullable TextPattern build;

  VersionBuildParser(String text, int from, int end, Dialect dialect) {
    this.text = text;
    this.from = from;
    this.dialect = dialect;
    int split = split(end);
    build = split < 0 ? null : build(Spaces.skip(text, split + 1, end), end);
    String given = withoutSpaces(split < 0 ? end : Spaces.trimEnd(text, from, split));
    int equals = 0;
    while (equals < given.length() && given.charAt(equals) == '=') {
      equals++;
    }
    boolean plain = given.indexOf(',') < 0 && given.indexOf('|') < 0;
    if (dialect == Dialect.CONDA && equals == 1 && plain) {
      String literal = given.substring(1);
      boolean exact = literal.isEmpty() || split >= 0 && text.charAt(split) == '=';
      boolean fuzzy = !exact && !literal.endsWith("*");
      version = read(fuzzy ? literal + "*" : literal, 1);
      rawVersion = fuzzy && split >= 0 ? read(literal, 1).condaText() : null;
    } else {
      int dropped = dialect == Dialect.CONDA && equals == 2 && split < 0 ? 2 : 0;
      version = read(given.substring(dropped), dropped);
      rawVersion = null;
    }
  }

  VersionSpec version() {
    return version;
  }

  /** What conda reports as version where that is not the text of {@link #version()}. */
  @Nullable String rawVersion() {
    return rawVersion;
  }

  @Nullable TextPattern build() {
    return build;
  }

  private TextPattern build(int start, int end) {
    boolean regex = text.charAt(start) == '^';
    for (int i = start; i < end && !regex; i++) {
      if (Spaces.isSpace(text.charAt(i))) {
        throw new InvalidMatchSpecException(
            "nothing may follow the build", Spaces.skip(text, i, end));
      }
    }
    return MatchSpecParser.pattern(text.substring(start, end), start);
  }

  /** The text without spaces, which may stand beside operators but not inside of a version. */
  private String withoutSpaces(int end) {
    int space = text.indexOf(' ', from);
    if (space < 0 || space >= end) {
      return text.substring(from, end);
    }
    StringBuilder kept = new StringBuilder(end - from);
    for (int i = from; i < end; i++) {
      char c = text.charAt(i);
      if (c != ' ') {
        if (i > from
            && text.charAt(i - 1) == ' '
            && !isOperator(c)
            && !isOperator(kept.charAt(kept.length() - 1))) {
          throw new InvalidMatchSpecException(
              "what follows the version and a space is no build string", i);
        }
        kept.append(c);
      }
    }
    return kept.toString();
  }

  private static boolean isOperator(char c) {
    return isSign(c) || c == ',' || c == '|' || c == '!' || c == '(' || c == ')';
  }

  private static boolean isSign(char c) {
    return c == '=' || c == '<' || c == '>' || c == '~';
  }

  /**
   * Where the separator between version and build lies: the first space or {@code =} with no
   * operator before it (spaces aside) and neither operator nor dash behind it. A regular expression
   * for the build may have any of them.
   *
   * @return -1 when there is no build
   */
  private int split(int end) {
    int last = end - 1;
    if (text.charAt(last) == '$') {
      int caret = text.indexOf('^', from + 1);
      if (caret > 0 && caret < last && separates(caret - 1)) {
        return caret - 1;
      }
    }
    while (last > from && !endsVersion(text.charAt(last))) {
      last--;
    }
    for (int i = Math.max(last, from + 1); i < end - 1; i++) {
      char c = text.charAt(i);
      if ((c == ' ' || c == '=') && separates(i)) {
        return i;
      }
    }
    return -1;
  }

  private static boolean endsVersion(char c) {
    return isSign(c) || c == '-' || c == ',' || c == '|';
  }

  private boolean separates(int at) {
    char c = text.charAt(at);
    return (c == ' ' || c == '=')
        && at > from
        && "=!|,<>~".indexOf(text.charAt(Spaces.trimEnd(text, from, at) - 1)) < 0;
  }

  private VersionSpec read(String constraint, int dropped) {
    try {
      return VersionSpec.parse(constraint, dialect);
    } catch (InvalidVersionException e) {
      throw new InvalidMatchSpecException(e.getMessage(), origin(e.offset() + dropped));
    }
  }

  /** The place in the text of the nth character that is no space. */
  private int origin(int nth) {
    int at = from;
    int left = nth;
    while (at < text.length() && (left > 0 || text.charAt(at) == ' ')) {
      left -= text.charAt(at) == ' ' ? 0 : 1;
      at++;
    }
    return at;
  }
}
