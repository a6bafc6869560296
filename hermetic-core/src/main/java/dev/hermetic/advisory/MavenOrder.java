package dev.hermetic.advisory;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The order of Maven versions (POM reference, "Version Order Specification"). */
final class MavenOrder implements VersionOrder {
  private static final int LONGEST = 200;
  private static final Pattern PART = Pattern.compile("([.-]?)(\\d+|[^.\\d-]+|(?=[.-]|$))");

  /** Before the release and after it; what is not here comes after all of them. */
  private static final List<String> QUALIFIERS =
      List.of("alpha", "beta", "milestone", "rc", "snapshot", "", "sp");

  /** @param hyphen whether a hyphen, or a change from digits to letters, stands before it */
  private record Token(boolean hyphen, String text) {
    boolean isNumber() {
      return !text.isEmpty() && text.charAt(0) >= '0' && text.charAt(0) <= '9';
    }

    /** Whether it says nothing at the end of a version. */
    boolean isNull() {
      return text.isEmpty() || isNumber() && new BigInteger(text).signum() == 0;
    }
  }

  @Override
  public int compare(String one, String other) throws NotAVersion {
    List<Token> left = tokens(one);
    List<Token> right = tokens(other);
    for (int i = 0; i < Math.max(left.size(), right.size()); i++) {
      Token a = i < left.size() ? left.get(i) : padding(right.get(i));
      Token b = i < right.size() ? right.get(i) : padding(left.get(i));
      int order = compare(a, b);
      if (order != 0) {
        return order;
      }
    }
    return 0;
  }

  private static Token padding(Token other) {
    return new Token(other.hyphen, other.isNumber() && !other.hyphen ? "0" : "");
  }

  private static int compare(Token a, Token b) {
    int order = Integer.compare(rank(a), rank(b));
    if (order != 0) {
      return order;
    }
    if (a.isNumber()) {
      return new BigInteger(a.text).compareTo(new BigInteger(b.text));
    }
    int left = QUALIFIERS.indexOf(a.text);
    int right = QUALIFIERS.indexOf(b.text);
    if (left < 0 && right < 0) {
      return a.text.compareTo(b.text);
    }
    return Integer.compare(
        left < 0 ? QUALIFIERS.size() : left, right < 0 ? QUALIFIERS.size() : right);
  }

  /** Qualifiers, numbers behind a hyphen, numbers behind a dot. */
  private static int rank(Token token) {
    return token.isNumber() ? token.hyphen ? 1 : 2 : 0;
  }

  private static List<Token> tokens(String text) throws NotAVersion {
    if (text.isBlank() || text.length() > LONGEST || !text.matches("[\\x21-\\x7e]+")) {
      throw new NotAVersion(text);
    }
    String plain = text.toLowerCase(Locale.ROOT);
    List<Token> tokens = new ArrayList<>();
    Matcher part = PART.matcher(plain);
    int at = 0;
    while (at < plain.length() && part.region(at, plain.length()).lookingAt()) {
      boolean hyphen = part.group(1).isEmpty() ? at > 0 : part.group(1).equals("-");
      String word = part.group(2);
      boolean beforeNumber = part.end() < plain.length() && Character.isDigit(plain.charAt(part.end()));
      tokens.add(new Token(hyphen, word.isEmpty() ? "0" : qualifier(word, beforeNumber)));
      at = part.end();
    }
    trim(tokens);
    return tokens;
  }

  private static String qualifier(String word, boolean beforeNumber) {
    return switch (word) {
      case "a" -> beforeNumber ? "alpha" : word;
      case "b" -> beforeNumber ? "beta" : word;
      case "m" -> beforeNumber ? "milestone" : word;
      case "cr" -> "rc";
      case "final", "ga", "release" -> "";
      default -> word;
    };
  }

  /** What says nothing goes, at the end and before each hyphen. */
  private static void trim(List<Token> tokens) {
    for (int end = tokens.size(); end > 0; end--) {
      boolean last = end == tokens.size() || tokens.get(end).hyphen();
      if (last && tokens.get(end - 1).isNull() && end > 1) {
        tokens.remove(end - 1);
      }
    }
  }
}
