package dev.hermetic.workflow;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Conditions and expressions as far as pipelines of ours have them: {@code && || ! == !=}, parentheses,
 * texts, names. GitHub's names are paths ({@code github.ref}), GitLab's begin with a dollar sign.
 */
final class ServerExpression {
  private static final Pattern TOKEN =
      Pattern.compile("\\s*(&&|\\|\\||==|!=|!|\\(|\\)|'(?:[^']|'')*'|\"[^\"]*\"|\\$?[A-Za-z_][\\w.-]*)\\s*");

  private static final Pattern PLACE = Pattern.compile("\\$\\{\\{(.*?)}}");

  private final Deque<String> tokens = new ArrayDeque<>();
  private final Map<String, String> names;

  private ServerExpression(String text, Map<String, String> names) {
    this.names = names;
    Matcher matcher = TOKEN.matcher(text);
    int end = 0;
    while (matcher.find() && matcher.start() == end) {
      tokens.add(matcher.group(1));
      end = matcher.end();
    }
    if (end != text.length()) {
      throw new IllegalArgumentException("no expression from " + end + ": " + text);
    }
  }

  /**
   * The value as text, the empty one and {@code false} being false.
   *
   * @param names what is known; functions as {@code always()}; what is missing is empty
   */
  static String value(String text, Map<String, String> names) {
    ServerExpression expression = new ServerExpression(text, names);
    String value = expression.either();
    if (!expression.tokens.isEmpty()) {
      throw new IllegalArgumentException("more than an expression: " + text);
    }
    return value;
  }

  /** Whether a condition holds, with or without {@code ${{ }}} around it. */
  static boolean holds(String condition, Map<String, String> names) {
    Matcher place = PLACE.matcher(condition);
    return isTrue(value(place.matches() ? place.group(1) : condition, names));
  }

  /** A text with the values of the expressions in it. */
  static String filled(String text, Map<String, String> names) {
    return PLACE
        .matcher(text)
        .replaceAll(place -> Matcher.quoteReplacement(value(place.group(1), names)));
  }

  private static boolean isTrue(String value) {
    return !value.isEmpty() && !value.equals("false");
  }

  private String either() {
    String left = both();
    while (take("||")) {
      String right = both();
      left = isTrue(left) ? left : right;
    }
    return left;
  }

  private String both() {
    String left = compared();
    while (take("&&")) {
      String right = compared();
      left = isTrue(left) ? right : left;
    }
    return left;
  }

  private String compared() {
    String left = single();
    if (take("==")) {
      return Boolean.toString(left.equals(single()));
    }
    return take("!=") ? Boolean.toString(!left.equals(single())) : left;
  }

  private String single() {
    if (take("!")) {
      return Boolean.toString(!isTrue(single()));
    }
    if (take("(")) {
      String value = either();
      tokens.remove();
      return value;
    }
    String token = tokens.remove();
    if (token.startsWith("'")) {
      return token.substring(1, token.length() - 1).replace("''", "'");
    }
    if (token.startsWith("\"")) {
      return token.substring(1, token.length() - 1);
    }
    String name = token.startsWith("$") ? token.substring(1) : token;
    if (take("(")) {
      tokens.remove();
      name += "()";
      if (!names.containsKey(name)) {
        throw new IllegalArgumentException("no function " + name);
      }
    }
    return names.getOrDefault(name, "");
  }

  private boolean take(String token) {
    boolean isNext = token.equals(tokens.peek());
    if (isNext) {
      tokens.remove();
    }
    return isNext;
  }
}
