package dev.hermetic.policy;

import dev.hermetic.problem.Location;
import dev.hermetic.version.TextPattern;
import java.time.LocalDate;
import java.util.Optional;

/**
 * An exception that a team has granted.
 *
 * @param rule which rule it is from
 * @param vulnerability for a vulnerability its id or one of its aliases; empty for the other rules
 * @param packageName which package alone; empty for all
 * @param version which version of it alone; empty for all
 * @param reason why it is granted
 * @param owner who answers for it
 * @param expires the last day on which it counts, UTC
 * @param justification why the vulnerability cannot be exploited, one of OpenVEX's words; empty where
 *     it can, and the risk is taken
 */
public record Exemption(
    Location location,
    Rule rule,
    String vulnerability,
    Optional<TextPattern> packageName,
    Optional<TextPattern> version,
    String reason,
    String owner,
    LocalDate expires,
    Optional<Justification> justification) {
  boolean isExpired(LocalDate today) {
    return today.isAfter(expires);
  }

  boolean covers(Violation violation) {
    return violation.rule() == rule
        && (vulnerability.isEmpty() || violation.isCalled(vulnerability))
        && packageName.map(pattern -> pattern.matches(violation.name())).orElse(true)
        && version.map(pattern -> pattern.matches(violation.version())).orElse(true);
  }

  /** What it is from: {@code CVE-2026-1}, {@code license of r-base}. */
  String shown() {
    String what = vulnerability.isEmpty() ? rule.word() : vulnerability;
    return what + packageName.map(name -> " of " + name).orElse("");
  }
}
