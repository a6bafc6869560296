package dev.hermetic.pypi.requirement;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads environment markers (PEP 508, "Grammar"). */
final class MarkerParser {
  /** Parentheses in parentheses; more would serve nobody, and hostile ones fill the stack. */
  static final int MAX_DEPTH = 100;

  /** Longer ones first, as one may begin with another. */
  private static final List<String> OPERATORS =
      List.of("===", "~=", "==", "!=", "<=", ">=", "<", ">");

  /** Stands for the value of a variable. */
  private static final String ANY_VERSION = "1.0";

  private final Cursor cursor;
  private int depth;

  MarkerParser(Cursor cursor) {
    this.cursor = cursor;
  }

  /** Reads up to the end of the marker, which need not be that of the text. */
  Marker parse() {
    List<Marker> parts = new ArrayList<>(1);
    do {
      parts.add(conjunction());
    } while (takeWord("or"));
    return parts.size() == 1 ? parts.get(0) : new Marker.Any(parts);
  }

  private Marker conjunction() {
    List<Marker> parts = new ArrayList<>(1);
    do {
      parts.add(atom());
    } while (takeWord("and"));
    return parts.size() == 1 ? parts.get(0) : new Marker.All(parts);
  }

  private Marker atom() {
    cursor.skipSpace();
    int open = cursor.at();
    if (!cursor.take("(")) {
      return comparison();
    }
    if (++depth > MAX_DEPTH) {
      throw new InvalidRequirementException(
          "a marker has at most " + MAX_DEPTH + " parentheses in each other", open);
    }
    Marker inner = parse();
    cursor.skipSpace();
    if (cursor.atEnd()) {
      throw new InvalidRequirementException("this ( is not closed", open);
    }
    cursor.expect(")", "and, or or ) was expected");
    depth--;
    return inner;
  }

  private Marker comparison() {
    int start = cursor.at();
    Side left = side();
    cursor.skipSpace();
    int place = cursor.at();
    String operator = operator();
    cursor.skipSpace();
    Side right = side();
    if (left.variable.isPresent() == right.variable.isPresent()) {
      throw new InvalidRequirementException("a variable is compared with a text in quotes", start);
    }
    boolean variableFirst = left.variable.isPresent();
    MarkerVariable variable = left.variable.or(() -> right.variable).orElseThrow();
    String literal = variableFirst ? right.text : left.text;
    checkOperator(variable, operator, variableFirst ? literal : ANY_VERSION, place);
    if (variable == MarkerVariable.EXTRA) {
      literal = ProjectName.normalise(literal);
    }
    return new MarkerComparison(variable, operator, literal, variableFirst);
  }

  private static void checkOperator(
      MarkerVariable variable, String operator, String right, int place) {
    if (variable == MarkerVariable.EXTRA && !operator.equals("==") && !operator.equals("!=")) {
      throw new InvalidRequirementException("extra is compared with == or !=", place);
    }
    if (operator.equals("~=")
        && !(variable.isVersion() && MarkerComparison.specifier(operator, right).isPresent())) {
      throw new InvalidRequirementException(
          "~= compares with a version of at least two numbers", place);
    }
  }

  /** One side of a comparison: a variable, or a text. */
  private record Side(Optional<MarkerVariable> variable, String text) {}

  private Side side() {
    int start = cursor.at();
    char quote = cursor.peek();
    if (quote == '"' || quote == '\'') {
      cursor.moveTo(start + 1);
      String text = cursor.takeWhile(c -> c != quote);
      if (cursor.atEnd()) {
        throw new InvalidRequirementException("this quote is not closed", start);
      }
      cursor.moveTo(cursor.at() + 1);
      return new Side(Optional.empty(), text);
    }
    String word = cursor.takeWhile(MarkerParser::isWord);
    if (word.isEmpty()) {
      throw new InvalidRequirementException(
          "a variable such as python_version, or a text in quotes, was expected", start);
    }
    Optional<MarkerVariable> variable = MarkerVariable.find(word);
    if (variable.isEmpty()) {
      // Also for python_version > 3, so that the fix is told.
      throw new InvalidRequirementException(
          shown(word) + " is no variable of markers; a text needs quotes", start);
    }
    return new Side(variable, word);
  }

  private static String shown(String word) {
    return word.length() <= 40 ? word : word.substring(0, 40) + "…";
  }

  private String operator() {
    for (String operator : OPERATORS) {
      if (cursor.take(operator)) {
        return operator;
      }
    }
    int start = cursor.at();
    if (takeWord("in")) {
      return "in";
    }
    if (takeWord("not") && takeWord("in")) {
      return "not in";
    }
    throw new InvalidRequirementException(
        "one of ==, !=, >=, <=, >, <, ~=, ===, in and not in was expected", start);
  }

  /** A whole word, after white space or not. */
  private boolean takeWord(String word) {
    int start = cursor.at();
    cursor.skipSpace();
    if (cursor.take(word) && !isWord(cursor.peek())) {
      return true;
    }
    cursor.moveTo(start);
    return false;
  }

  private static boolean isWord(char c) {
    return ProjectName.isAlphanumeric(c) || c == '_' || c == '.';
  }
}
