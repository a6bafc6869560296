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

  private final String text;
  private final boolean exact;
  private final @Nullable Regex regex;

  private TextPattern(String text, boolean exact, @Nullable Regex regex) {
    this.text = text;
    this.exact = exact;
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
      return new TextPattern(text, false, Regex.compile(text));
    }
    return new TextPattern(text, text.indexOf('*') < 0, null);
  }

  /** Whether only one text matches, apart from upper and lower case. */
  public boolean isExact() {
    return exact;
  }

  /** Whether every text matches: {@code *}. */
  public boolean matchesAll() {
    return text.equals("*");
  }

  public boolean matches(String value) {
    if (exact) {
      return value.equals(text) || value.equalsIgnoreCase(text);
    }
    return regex == null ? Glob.matches(text, value) : regex.find(value);
  }

  /** The expression as it was parsed. */
  @Override
  public String toString() {
    return text;
  }
}
