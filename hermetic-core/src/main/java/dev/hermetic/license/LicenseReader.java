package dev.hermetic.license;

import dev.hermetic.license.LicenseExpression.Operator;
import dev.hermetic.license.LicenseExpression.Single;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads expressions: words between {@code AND}, {@code OR}, {@code WITH} and parentheses are licences.
 * A licence that is not known becomes a reference, as long as it is short and the whole has the form
 * of an expression; prose has not.
 */
final class LicenseReader {
  /** Longer texts are licences themselves, not names of some. */
  private static final int LONGEST = 1000;

  /** Words of one licence that is not known; more are prose. */
  private static final int MOST_WORDS = 4;

  /** A hostile text would otherwise end the stack. */
  private static final int DEEPEST = 50;

  private static final Pattern TOKEN = Pattern.compile("[()]|[^\\s()]+");
  private static final Pattern REFERENCE = Pattern.compile("(?i)LicenseRef-([A-Za-z0-9.-]+)");

  private final Map<String, String> references;
  private List<String> tokens = List.of();
  private int at;

  /**
   * @param references where the texts of references are put
   */
  LicenseReader(Map<String, String> references) {
    this.references = references;
  }

  /** The expression, empty when the text has no such form; then no reference was put anywhere. */
  Optional<LicenseExpression> read(String text) {
    if (text.length() > LONGEST) {
      return Optional.empty();
    }
    Optional<LicenseExpression> known = known(text);
    if (known.isPresent()) {
      return known;
    }
    Optional<LicenseExpression> ofR = new RLicense(references).read(text);
    if (ofR.isPresent()) {
      return ofR;
    }
    tokens = new ArrayList<>();
    Matcher matcher = TOKEN.matcher(text);
    while (matcher.find()) {
      tokens.add(matcher.group());
    }
    at = 0;
    Map<String, String> before = Map.copyOf(references);
    Optional<LicenseExpression> read = joined(Operator.OR, 0);
    // One unknown licence alone is no expression: its reference has the whole text.
    boolean isUnknown =
        read.filter(one -> one instanceof Single single && single.isReference()).isPresent()
            && !REFERENCE.matcher(text).matches();
    if (read.isEmpty() || at < tokens.size() || isUnknown) {
      references.keySet().retainAll(before.keySet());
      return Optional.empty();
    }
    return read;
  }

  private Optional<LicenseExpression> joined(Operator operator, int depth) {
    List<LicenseExpression> parts = new ArrayList<>();
    do {
      Optional<LicenseExpression> part =
          operator == Operator.OR ? joined(Operator.AND, depth) : operand(depth);
      if (part.isEmpty()) {
        return part;
      }
      parts.add(part.get());
    } while (takes(operator));
    return Optional.of(LicenseExpression.join(operator, parts));
  }

  private boolean takes(Operator operator) {
    boolean takes =
        at < tokens.size()
            && LicenseExpression.operator(tokens.get(at)).filter(operator::equals).isPresent();
    if (takes) {
      at++;
    }
    return takes;
  }

  private Optional<LicenseExpression> operand(int depth) {
    if (at < tokens.size() && tokens.get(at).equals("(")) {
      if (depth == DEEPEST) {
        return Optional.empty();
      }
      at++;
      Optional<LicenseExpression> inner = joined(Operator.OR, depth + 1);
      if (inner.isPresent() && at < tokens.size() && tokens.get(at).equals(")")) {
        at++;
        return inner;
      }
      return Optional.empty();
    }
    List<String> words = new ArrayList<>();
    while (at < tokens.size() && !isEnd(tokens.get(at))) {
      words.add(tokens.get(at++));
    }
    String text = String.join(" ", words);
    if (words.isEmpty() || words.size() > MOST_WORDS || text.indexOf(',') >= 0) {
      return Optional.empty();
    }
    Optional<LicenseExpression> known = known(text);
    return known.isPresent() ? known : Optional.of(LicenseReferences.of(text, references));
  }

  private static boolean isEnd(String token) {
    return token.equals("(")
        || token.equals(")")
        || LicenseExpression.operator(token).isPresent();
  }

  /** What one licence means: an identifier, with or without exception; a name; a reference. */
  private Optional<LicenseExpression> known(String text) {
    Optional<LicenseExpression> simple = simple(text);
    if (simple.isPresent()) {
      return simple;
    }
    Matcher reference = REFERENCE.matcher(text);
    if (reference.matches()) {
      return Optional.of(LicenseReferences.own(reference.group(1), references));
    }
    Optional<String> expression = LicenseList.get().named(text).or(() -> GnuLicense.read(text));
    return expression.flatMap(LicenseReader::simple);
  }

  /** {@code ID}, {@code ID+}, {@code ID WITH EXCEPTION}, all of the list. */
  private static Optional<LicenseExpression> simple(String text) {
    String[] words = text.strip().split("\\s+");
    boolean with = words.length == 3 && words[1].equalsIgnoreCase("with");
    if (words.length != 1 && !with) {
      return Optional.empty();
    }
    LicenseList list = LicenseList.get();
    Optional<String> exception = with ? list.exception(words[2]) : Optional.empty();
    if (with && exception.isEmpty()) {
      return Optional.empty();
    }
    Optional<String> whole = list.id(words[0]);
    boolean orLater = whole.isEmpty() && words[0].endsWith("+");
    Optional<String> id =
        orLater ? list.id(words[0].substring(0, words[0].length() - 1)) : whole;
    if (id.isEmpty()) {
      return Optional.empty();
    }
    String today = DeprecatedIds.today(id.get());
    if (today.contains(" WITH ")) {
      return exception.isPresent() || orLater ? Optional.empty() : simple(today);
    }
    // LGPL-2.1-only+ is what LGPL-2.1-or-later says.
    if (orLater && today.endsWith("-only")) {
      String later = today.substring(0, today.length() - "only".length()) + "or-later";
      return Optional.of(new Single(later, false, exception));
    }
    return Optional.of(new Single(today, orLater && !today.endsWith("-or-later"), exception));
  }
}
