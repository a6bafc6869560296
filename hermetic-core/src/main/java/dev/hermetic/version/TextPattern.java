package dev.hermetic.version;

import org.jspecify.annotations.Nullable;

/**
 * A matching expression for strings (CEP-29, "String matching"): {@code ^regex$}, a glob with
 * {@code *}, or the exact text; upper and lower case are the same. Matching takes time linear in
 * the text, also for hostile expressions. Immutable.
 */
public final class TextPattern {
  /** Longest expression that is read. */
  static final int MAX_LENGTH = 1024;

  private enum Kind {
    EXACT,
    GLOB,
    REGEX
  }

  private final String text;
  private final Kind kind;
  private final @Nullable Regex regex;

  private TextPattern(String text, Kind kind, @Nullable Regex regex) {
    this.text = text;
    this.kind = kind;
    this.regex = regex;
  }

  /**
   * Reads a matching expression.
   *
   * @throws InvalidVersionException when it is too long or a malformed regular expression
   */
  public static TextPattern parse(String text) {
    if (text.length() > MAX_LENGTH) {
      throw new InvalidVersionException(
          "a pattern has at most " + MAX_LENGTH + " characters", MAX_LENGTH);
    }
    if (text.length() > 1 && text.startsWith("^") && text.endsWith("$")) {
      return new TextPattern(text, Kind.REGEX, Regex.compile(text));
    }
    return new TextPattern(text, text.indexOf('*') < 0 ? Kind.EXACT : Kind.GLOB, null);
  }

  /** Whether only one text matches, apart from upper and lower case. */
  public boolean isExact() {
    return kind == Kind.EXACT;
  }

  /** Whether every text matches: {@code *}. */
  public boolean matchesAll() {
    return text.equals("*");
  }

  public boolean matches(String value) {
    return switch (kind) {
      case EXACT -> value.equals(text) || value.equalsIgnoreCase(text);
      case GLOB -> Glob.matches(text, value);
      case REGEX -> regex != null && regex.find(value);
    };
  }

  /** The expression as it was parsed. */
  @Override
  public String toString() {
    return text;
  }
}
