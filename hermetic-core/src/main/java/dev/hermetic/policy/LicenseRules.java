package dev.hermetic.policy;

import dev.hermetic.license.License;
import dev.hermetic.license.LicenseExpression;
import dev.hermetic.license.LicenseExpression.Joined;
import dev.hermetic.license.LicenseExpression.Operator;
import dev.hermetic.text.Count;
import dev.hermetic.text.ShownText;
import dev.hermetic.version.TextPattern;
import java.util.Comparator;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Which licences are allowed: of a choice one, of several that hold together all. */
final class LicenseRules {
  private static final int MOST_NAMED = 5;

  /** What can be said of a licence, the best first. */
  enum Judgement {
    ALLOWED,
    /** It is on no list, and no pattern speaks of it. */
    UNKNOWN,
    FORBIDDEN
  }

  private LicenseRules() {}

  /** @param notes hears of what is not known where the policy ignores that */
  static void check(
      Policy.Licenses rule, Evidence evidence, List<Violation> violations, List<String> notes) {
    if (rule.isAny()) {
      return;
    }
    SortedSet<String> ignored = new TreeSet<>();
    for (PackageFacts one : evidence.packages()) {
      Judgement judgement =
          one.license().map(known -> judge(known.expression(), rule)).orElse(Judgement.UNKNOWN);
      if (judgement == Judgement.FORBIDDEN) {
        violations.add(
            violation(
                one,
                one.subject() + " is under " + shown(one.license().orElseThrow()) + ", which is not allowed",
                "do without it, allow the licence, or give it an exception from `rule: license`"));
      } else if (judgement == Judgement.UNKNOWN && rule.unknownFails()) {
        violations.add(
            violation(
                one,
                one.license()
                    .map(
                        known ->
                            "nobody knows the licence that " + one.subject() + " names: " + shown(known))
                    .orElse("nobody tells the licence of " + one.subject()),
                "find out which it is; an exception from `rule: license` can record it"));
      } else if (judgement == Judgement.UNKNOWN) {
        ignored.add(one.subject().name());
      }
    }
    if (!ignored.isEmpty()) {
      notes.add(
          "The policy ignores that the licences of "
              + Count.of(ignored.size(), "package")
              + " are not known: "
              + ignored.stream().limit(MOST_NAMED).collect(Collectors.joining(", "))
              + (ignored.size() > MOST_NAMED ? ", …" : ""));
    }
  }

  private static String shown(License license) {
    String text = license.text();
    return text.contains(LicenseExpression.REFERENCE) && !text.equals(license.written())
        ? ShownText.of(license.written().replace('\n', ' '), 100) + " (" + ShownText.of(text, 100) + ")"
        : ShownText.of(text, 200);
  }

  private static Violation violation(PackageFacts one, String fact, String fix) {
    return Violation.of(
        Rule.LICENSE, one.subject().name(), one.subject().version(), one.location(), fact, fix);
  }

  static Judgement judge(LicenseExpression expression, Policy.Licenses rule) {
    if (expression instanceof Joined joined) {
      Stream<Judgement> parts = joined.parts().stream().map(part -> judge(part, rule));
      return (joined.operator() == Operator.OR
              ? parts.min(Comparator.naturalOrder())
              : parts.max(Comparator.naturalOrder()))
          .orElseThrow();
    }
    if (isIn(rule.deny(), expression)) {
      return Judgement.FORBIDDEN;
    }
    if (!rule.allow().isEmpty()) {
      return isIn(rule.allow(), expression) ? Judgement.ALLOWED : Judgement.FORBIDDEN;
    }
    return expression.text().contains(LicenseExpression.REFERENCE)
        ? Judgement.UNKNOWN
        : Judgement.ALLOWED;
  }

  /** A pattern without an exception means the licence with and without one. */
  private static boolean isIn(List<TextPattern> patterns, LicenseExpression expression) {
    String text = expression.text();
    int with = text.indexOf(" WITH ");
    String bare = with < 0 ? text : text.substring(0, with);
    return patterns.stream().anyMatch(one -> one.matches(text) || one.matches(bare));
  }
}
