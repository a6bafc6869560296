package dev.hermetic.policy;

import dev.hermetic.license.License;
import dev.hermetic.license.LicenseExpression;
import dev.hermetic.license.LicenseExpression.Joined;
import dev.hermetic.license.LicenseExpression.Operator;
import dev.hermetic.text.ShownText;
import dev.hermetic.version.TextPattern;
import java.util.List;

/** Which licences are allowed: of a choice one, of several that hold together all. */
final class LicenseRules {
  private LicenseRules() {}

  static void check(Policy.Licenses rule, Evidence evidence, List<Violation> violations) {
    if (rule.isAny()) {
      return;
    }
    for (PackageFacts one : evidence.packages()) {
      if (one.license().isEmpty()) {
        if (rule.unknownFails()) {
          violations.add(
              violation(
                  one,
                  "nobody tells the licence of " + one.subject(),
                  "find out which it is; an exception from `rule: license` can record it"));
        }
        continue;
      }
      License license = one.license().get();
      if (!isAllowed(license.expression(), rule)) {
        violations.add(
            violation(
                one,
                one.subject() + " is under " + shown(license) + ", which is not allowed",
                "do without it, allow the licence, or give it an exception from `rule: license`"));
      }
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

  static boolean isAllowed(LicenseExpression expression, Policy.Licenses rule) {
    if (expression instanceof Joined joined) {
      return joined.operator() == Operator.OR
          ? joined.parts().stream().anyMatch(part -> isAllowed(part, rule))
          : joined.parts().stream().allMatch(part -> isAllowed(part, rule));
    }
    return !isIn(rule.deny(), expression)
        && (rule.allow().isEmpty() || isIn(rule.allow(), expression));
  }

  /** A pattern without an exception means the licence with and without one. */
  private static boolean isIn(List<TextPattern> patterns, LicenseExpression expression) {
    String text = expression.text();
    int with = text.indexOf(" WITH ");
    String bare = with < 0 ? text : text.substring(0, with);
    return patterns.stream().anyMatch(one -> one.matches(text) || one.matches(bare));
  }
}
