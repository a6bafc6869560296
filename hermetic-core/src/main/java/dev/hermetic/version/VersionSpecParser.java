package dev.hermetic.version;

import dev.hermetic.version.Constraint.Operator;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads version constraints: clauses, parentheses, {@code ,} for "and", {@code |} for "or". */
final class VersionSpecParser {
  private static final int MAX_LENGTH = 4096;
  private static final int MAX_DEPTH = 50;

  private final String text;
  private final Dialect dialect;
  private int at;
  private int depth;

  VersionSpecParser(String text, Dialect dialect) {
    this.text = text;
    this.dialect = dialect;
  }

  Constraint parse() {
    if (text.length() > MAX_LENGTH) {
      throw new InvalidVersionException(
          "a version constraint has at most " + MAX_LENGTH + " characters", MAX_LENGTH);
    }
    if (dialect == Dialect.MAMBA && text.isBlank()) {
      return new Constraint.Any("*");
    }
    Constraint root = expression(false);
    if (at < text.length()) {
      throw new InvalidVersionException("'" + text.charAt(at) + "' is out of place", at);
    }
    return root;
  }

  /**
   * Operands with the loose separator between them or, inside of those, the tight one: "and" binds
   * tighter in conda, "or" in libmamba.
   */
  private Constraint expression(boolean tight) {
    boolean or = tight == (dialect == Dialect.MAMBA);
    char separator = or ? '|' : ',';
    Constraint first = tight ? operand() : expression(true);
    if (!isNext(separator)) {
      return first;
    }
    List<Constraint> parts = new ArrayList<>();
    addFlat(parts, first, or);
    while (isNext(separator)) {
      at++;
      addFlat(parts, tight ? operand() : expression(true), or);
    }
    String joined = join(parts, separator);
    return or ? new Constraint.OneOf(joined, parts) : new Constraint.All(joined, parts);
  }

  private static void addFlat(List<Constraint> parts, Constraint part, boolean or) {
    if (or && part instanceof Constraint.OneOf inner) {
      parts.addAll(inner.parts());
    } else if (!or && part instanceof Constraint.All inner) {
      parts.addAll(inner.parts());
    } else {
      parts.add(part);
    }
  }

  private static String join(List<Constraint> parts, char separator) {
    StringBuilder joined = new StringBuilder();
    for (Constraint part : parts) {
      if (joined.length() > 0) {
        joined.append(separator);
      }
      joined.append(part.text());
    }
    return joined.toString();
  }

  private boolean isNext(char c) {
    return at < text.length() && text.charAt(at) == c;
  }

  private void skipSpaces() {
    while (at < text.length() && text.charAt(at) == ' ') {
      at++;
    }
  }

  private Constraint operand() {
    skipSpaces();
    Constraint operand;
    if (isNext('(')) {
      int open = at++;
      if (++depth > MAX_DEPTH) {
        throw new InvalidVersionException(
            "parentheses are nested more than " + MAX_DEPTH + " deep", open);
      }
      operand = expression(false);
      depth--;
      if (!isNext(')')) {
        throw new InvalidVersionException("'(' is not closed", open);
      }
      at++;
    } else if (isNext('^')) {
      operand = regex();
    } else {
      int start = at;
      while (at < text.length() && !endsClause(text.charAt(at))) {
        at++;
      }
      int end = at;
      while (end > start && text.charAt(end - 1) == ' ') {
        end--;
      }
      operand = clause(start, end);
    }
    skipSpaces();
    return operand;
  }

  private static boolean endsClause(char c) {
    return c == ',' || c == '|' || c == '(' || c == ')';
  }

  private static boolean isSign(char c) {
    return c == '=' || c == '<' || c == '>' || c == '!' || c == '~';
  }

  private Constraint regex() {
    int end = text.indexOf('$', at);
    if (end < 0) {
      throw new InvalidVersionException("a regular expression must end with '$'", at);
    }
    String pattern = text.substring(at, end + 1);
    Constraint regex = new Constraint.Text(pattern, pattern(pattern, at), false);
    at = end + 1;
    return regex;
  }

  private static TextPattern pattern(String pattern, int offset) {
    try {
      return TextPattern.parse(pattern);
    } catch (InvalidVersionException e) {
      throw new InvalidVersionException(e.getMessage(), offset + e.offset());
    }
  }

  private Constraint clause(int start, int end) {
    if (start == end) {
      throw new InvalidVersionException("a version is missing", start);
    }
    int from = start;
    while (from < end && isSign(text.charAt(from))) {
      from++;
    }
    String sign = text.substring(start, from);
    while (from < end && text.charAt(from) == ' ') {
      from++;
    }
    if (from == end) {
      throw new InvalidVersionException("a version is missing after '" + sign + "'", from);
    }
    String literal = text.substring(from, end);
    return switch (sign) {
      case "" -> bare(literal, from);
      case "=" -> fuzzy(sign, literal, from);
      case "==" ->
          literal.indexOf('*') >= 0
              ? fuzzy(sign, literal, from)
              : comparison(Operator.EQ, literal, from);
      case "!=" -> excluded(literal, from);
      case "<" -> comparison(Operator.LT, literal, from);
      case "<=" -> comparison(Operator.LE, literal, from);
      case ">" -> comparison(Operator.GT, literal, from);
      case ">=" -> comparison(Operator.GE, literal, from);
      case "~=" -> compatible(literal, from);
      default -> throw new InvalidVersionException("'" + sign + "' is no operator", start);
    };
  }

  private Constraint bare(String literal, int offset) {
    if (literal.equals("*")) {
      return new Constraint.Any("*");
    }
    int end = endWithoutStars(literal);
    if (literal.indexOf('*') < 0) {
      return new Constraint.Comparison(literal, Operator.EQ, version(literal, offset));
    }
    return literal.lastIndexOf('*', end - 1) < 0
        ? prefix("", literal, end, offset, ".*", false)
        : glob("", literal, offset, false);
  }

  private Constraint fuzzy(String sign, String literal, int offset) {
    int end = endWithoutStars(literal);
    if (end == 0) {
      return new Constraint.Any("*");
    }
    return literal.lastIndexOf('*', end - 1) < 0
        ? prefix(sign, literal, end, offset, literal.substring(end), false)
        : glob(sign, literal, offset, false);
  }

  private Constraint excluded(String literal, int offset) {
    int end = endWithoutStars(literal);
    if (literal.indexOf('*') < 0) {
      return new Constraint.Comparison("!=" + literal, Operator.NE, version(literal, offset));
    }
    return end > 0 && literal.lastIndexOf('*', end - 1) < 0
        ? prefix("!=", literal, end, offset, literal.substring(end), true)
        : glob("!=", literal, offset, true);
  }

  /** Where the stars at the end, and the dots before them, begin. */
  private int endWithoutStars(String literal) {
    int end = literal.length();
    if (dialect == Dialect.MAMBA && literal.endsWith(".*.")) {
      end--;
    }
    if (literal.charAt(end - 1) != '*') {
      return literal.length();
    }
    while (end > 0 && literal.charAt(end - 1) == '*') {
      end--;
    }
    return end > 0 && literal.charAt(end - 1) == '.' ? end - 1 : end;
  }

  private Constraint prefix(
      String sign, String literal, int end, int offset, String suffix, boolean negated) {
    String stem = literal.substring(0, end);
    return new Constraint.Prefix(sign + stem + suffix, version(stem, offset), stem, negated);
  }

  private Constraint glob(String sign, String literal, int offset, boolean negated) {
    for (int i = 0; i < literal.length(); i++) {
      char c = literal.charAt(i);
      boolean fits = c < 128 && (Character.isLetterOrDigit(c) || "._-*+!".indexOf(c) >= 0);
      if (!fits) {
        throw new InvalidVersionException("'" + c + "' must not be in a version", offset + i);
      }
    }
    return new Constraint.Text(sign + literal, pattern(literal, offset), negated);
  }

  /** {@code .*} after an ordering operator is superfluous; conda ignores it. */
  private Constraint comparison(Operator operator, String literal, int offset) {
    boolean starred = literal.endsWith(".*") && literal.length() > 2;
    String stem = starred ? literal.substring(0, literal.length() - 2) : literal;
    return new Constraint.Comparison(
        operator.sign() + literal, operator, version(stem, offset));
  }

  private Constraint compatible(String literal, int offset) {
    if (literal.indexOf('*') >= 0) {
      throw new InvalidVersionException("'~=' must not be joined with '*'", offset);
    }
    Version floor = version(literal, offset);
    @Nullable Version prefix = floor.withoutLastSegment();
    if (prefix == null && dialect == Dialect.CONDA) {
      throw new InvalidVersionException("'~=' needs a version of two parts or more", offset);
    }
    return new Constraint.Compatible("~=" + literal, floor, prefix);
  }

  private static Version version(String literal, int offset) {
    try {
      return Version.parse(literal);
    } catch (InvalidVersionException e) {
      throw new InvalidVersionException(e.getMessage(), offset + e.offset());
    }
  }

  /** Conda's text with parentheses around an "or" inside of an "and". */
  static String canonical(Constraint constraint, boolean inside) {
    if (constraint instanceof Constraint.OneOf oneOf) {
      StringBuilder text = new StringBuilder();
      for (Constraint part : oneOf.parts()) {
        text.append(text.length() == 0 ? "" : "|").append(canonical(part, false));
      }
      return inside ? "(" + text + ")" : text.toString();
    }
    if (constraint instanceof Constraint.All all) {
      StringBuilder text = new StringBuilder();
      for (Constraint part : all.parts()) {
        text.append(text.length() == 0 ? "" : ",").append(canonical(part, true));
      }
      return text.toString();
    }
    return constraint.text();
  }
}
