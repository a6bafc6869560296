package dev.hermetic.pypi.version;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One clause on the versions of a project (PEP 440, "Version specifiers").
 *
 * @param version what the operator compares with; null for {@link Operator#ARBITRARY} alone
 * @param prefix whether {@code .*} follows the version; with {@code ==} and {@code !=} alone
 * @param text the version as written, without {@code .*}
 */
public record Specifier(
    Operator operator, @Nullable PypiVersion version, boolean prefix, String text) {
  /** What may stand before a version. */
  public enum Operator {
    /** {@code ===}, which compares texts. */
    ARBITRARY("==="),
    /** {@code ~=}. */
    COMPATIBLE("~="),
    /** {@code ==}. */
    EQUAL("=="),
    /** {@code !=}. */
    NOT_EQUAL("!="),
    /** {@code <=}. */
    AT_MOST("<="),
    /** {@code >=}. */
    AT_LEAST(">="),
    /** {@code <}. */
    LESS("<"),
    /** {@code >}. */
    GREATER(">");

    private final String symbol;

    Operator(String symbol) {
      this.symbol = symbol;
    }

    /** As it is written. */
    public String symbol() {
      return symbol;
    }
  }

  /**
   * Reads one clause, such as {@code >=1.2}, {@code ~= 1.4} or {@code ==2.*}.
   *
   * @throws InvalidPypiVersionException when it is none
   */
  public static Specifier parse(String text) {
    return SpecifierParser.parse(text, 0, text.length());
  }

  /** Whether the version fits; whether it is a pre-release plays no part. */
  public boolean matches(PypiVersion candidate) {
    if (operator == Operator.ARBITRARY) {
      return candidate.toString().equalsIgnoreCase(text);
    }
    PypiVersion asked = compared();
    return switch (operator) {
      case EQUAL -> isEqual(candidate, asked);
      case NOT_EQUAL -> !isEqual(candidate, asked);
      case AT_LEAST -> candidate.withoutLocal().compareTo(asked) >= 0;
      case AT_MOST -> candidate.withoutLocal().compareTo(asked) <= 0;
      case LESS -> isLess(candidate, asked);
      case GREATER -> isGreater(candidate, asked);
      case COMPATIBLE ->
          candidate.withoutLocal().compareTo(asked) >= 0
              && hasPrefix(candidate, asked, asked.release().size() - 1);
      case ARBITRARY -> throw new IllegalStateException("compared as text");
    };
  }

  /** The version, for operators that always have one: all but {@link Operator#ARBITRARY}. */
  public PypiVersion compared() {
    return Objects.requireNonNull(version, "an arbitrary equality has no version");
  }

  private boolean isEqual(PypiVersion candidate, PypiVersion asked) {
    if (prefix) {
      return hasPrefix(candidate, asked, asked.release().size());
    }
    return (asked.hasLocal() ? candidate : candidate.withoutLocal()).equals(asked);
  }

  private static boolean hasPrefix(PypiVersion candidate, PypiVersion asked, int length) {
    if (!candidate.epoch().equals(asked.epoch())) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      if (!candidate.release(i).equals(asked.release(i))) {
        return false;
      }
    }
    return true;
  }

  /**
   * {@code <2} leaves the pre-releases of 2 out, {@code <2.post1} those of 2.post1 ("Exclusive
   * ordered comparison").
   */
  private static boolean isLess(PypiVersion candidate, PypiVersion asked) {
    return candidate.compareTo(asked.isPrerelease() ? asked : asked.firstDevelopment()) < 0;
  }

  /**
   * {@code >1} leaves the post-releases and local versions of 1 out, {@code >1a1} those of 1a1
   * ("Exclusive ordered comparison").
   */
  private static boolean isGreater(PypiVersion candidate, PypiVersion asked) {
    return candidate.withoutLocal().compareTo(asked) > 0 && !candidate.isPostOf(asked);
  }

  /**
   * Whether the clause asks for a pre-release by naming one (PEP 440, "Handling of pre-releases").
   */
  public boolean namesPrerelease() {
    return operator != Operator.NOT_EQUAL && version != null && version.isPrerelease();
  }

  /** Operator and version as written, without white space between them. */
  @Override
  public String toString() {
    return operator.symbol() + text + (prefix ? ".*" : "");
  }
}
