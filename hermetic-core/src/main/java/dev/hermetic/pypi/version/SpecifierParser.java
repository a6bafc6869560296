package dev.hermetic.pypi.version;

import dev.hermetic.pypi.version.Specifier.Operator;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads clauses of version specifiers (PEP 440), with the place at which one goes wrong. */
final class SpecifierParser {
  private SpecifierParser() {}

  /** The clause between two characters of the text, with white space around it or not. */
  static Specifier parse(String text, int from, int to) {
    int start = from;
    int end = to;
    while (start < end && PypiVersionParser.isSpace(text.charAt(start))) {
      start++;
    }
    while (end > start && PypiVersionParser.isSpace(text.charAt(end - 1))) {
      end--;
    }
    Operator operator = operator(text, start, end);
    if (operator == null) {
      throw noOperator(text, start, end);
    }
    start += operator.symbol().length();
    while (start < end && PypiVersionParser.isSpace(text.charAt(start))) {
      start++;
    }
    if (start == end) {
      throw new InvalidPypiVersionException(operator.symbol() + " is followed by no version", end);
    }
    String version = text.substring(start, end);
    return operator == Operator.ARBITRARY
        ? arbitrary(version, start)
        : ordered(operator, version, start);
  }

  private static @Nullable Operator operator(String text, int start, int end) {
    for (Operator operator : Operator.values()) {
      if (start + operator.symbol().length() <= end && text.startsWith(operator.symbol(), start)) {
        return operator;
      }
    }
    return null;
  }

  private static InvalidPypiVersionException noOperator(String text, int start, int end) {
    if (start == end) {
      return new InvalidPypiVersionException("a version specifier is empty", start);
    }
    char first = text.charAt(start);
    if (first == '=') {
      return new InvalidPypiVersionException(
          "= is no operator of version specifiers; they have ==, >=, <= and ~=", start);
    }
    return new InvalidPypiVersionException(
        "\""
            + PypiVersionParser.shown(text.substring(start, end))
            + "\" has no operator; one of ==, !=, >=, <=, >, <, ~= and === was expected",
        start);
  }

  private static Specifier arbitrary(String version, int start) {
    for (int i = 0; i < version.length(); i++) {
      char c = version.charAt(i);
      if (PypiVersionParser.isSpace(c) || c == ';' || c == ')') {
        throw new InvalidPypiVersionException("the version after === ends here", start + i);
      }
    }
    PypiVersion parsed = PypiVersion.tryParse(version).orElse(null);
    return new Specifier(Operator.ARBITRARY, parsed, false, version);
  }

  private static Specifier ordered(Operator operator, String version, int start) {
    boolean prefix = version.endsWith(".*");
    if (prefix && version.length() > 2 && !Digits.isDigit(version.charAt(version.length() - 3))) {
      throw new InvalidPypiVersionException(".* follows a number", start + version.length() - 2);
    }
    String text = prefix ? version.substring(0, version.length() - 2) : version;
    PypiVersion parsed = version(text, start);
    boolean takesPrefix = operator == Operator.EQUAL || operator == Operator.NOT_EQUAL;
    if (prefix && !takesPrefix) {
      throw new InvalidPypiVersionException(
          operator.symbol() + " takes no version with .*; == and != do",
          start + version.length() - 2);
    }
    boolean bare = !parsed.isPrerelease() && !parsed.isPostrelease() && !parsed.hasLocal();
    if (prefix && !bare) {
      throw new InvalidPypiVersionException(
          ".* follows the numbers of a release only", start + version.length() - 2);
    }
    if (parsed.hasLocal() && !takesPrefix) {
      throw new InvalidPypiVersionException(
          operator.symbol() + " takes no local version (+…); == and != do",
          start + version.indexOf('+'));
    }
    if (operator == Operator.COMPATIBLE && parsed.release().size() < 2) {
      throw new InvalidPypiVersionException(
          "~= needs a version of at least two numbers, such as ~=" + text + ".0", start);
    }
    return new Specifier(operator, parsed, prefix, text);
  }

  private static PypiVersion version(String text, int start) {
    try {
      return PypiVersion.parse(text);
    } catch (InvalidPypiVersionException e) {
      String message = Optional.ofNullable(e.getMessage()).orElse("");
      throw new InvalidPypiVersionException(message, start + e.offset());
    }
  }
}
