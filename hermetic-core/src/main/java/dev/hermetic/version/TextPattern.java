package dev.hermetic.version;

import java.util.Locale;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * A matching expression for strings (CEP-29, "String matching"): {@code ^regex$}, a glob with
 * {@code *}, or the exact text; upper and lower case are the same. Immutable.
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
  private final String folded;
  private final @Nullable Pattern regex;

  private TextPattern(String text, Kind kind, @Nullable Pattern regex) {
    this.text = text;
    this.kind = kind;
    this.folded = text.toLowerCase(Locale.ROOT);
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
      try {
        return new TextPattern(
            text, Kind.REGEX, Pattern.compile(text, Pattern.CASE_INSENSITIVE));
      } catch (PatternSyntaxException e) {
        throw new InvalidVersionException(
            "malformed regular expression: " + e.getDescription(), Math.max(0, e.getIndex()));
      }
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
      case GLOB -> Glob.matches(folded, value.toLowerCase(Locale.ROOT));
      case REGEX -> regex != null && regex.matcher(value).find();
    };
  }

  @Override
  public boolean equals(@Nullable Object object) {
    return object instanceof TextPattern other && folded.equals(other.folded);
  }

  @Override
  public int hashCode() {
    return folded.hashCode();
  }

  /** The expression as it was parsed. */
  @Override
  public String toString() {
    return text;
  }
}
