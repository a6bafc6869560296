package dev.hermetic.policy;

import dev.hermetic.advisory.Severity;
import dev.hermetic.problem.Location;
import dev.hermetic.scan.Finding;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Something that the policy forbids.
 *
 * @param name of the package, or of what else it is about; empty for the scan as a whole
 * @param version empty for what has none
 * @param finding of a vulnerability
 * @param location where it stands
 * @param fact what is wrong, a sentence without full stop
 * @param fix what to do about it
 */
public record Violation(
    Rule rule,
    String name,
    String version,
    Optional<Finding> finding,
    Location location,
    String fact,
    String fix)
    implements Comparable<Violation> {
  private static final Comparator<Violation> ORDER =
      Comparator.comparing(Violation::rule)
          .thenComparing(Violation::severity, Comparator.reverseOrder())
          .thenComparing(Violation::name)
          .thenComparing(Violation::version)
          .thenComparing(Violation::fact)
          .thenComparing(one -> one.location().toString());

  /** Of another rule than that of vulnerabilities. */
  static Violation of(
      Rule rule, String name, String version, Location location, String fact, String fix) {
    return new Violation(rule, name, version, Optional.empty(), location, fact, fix);
  }

  Severity severity() {
    return finding.map(Finding::severity).orElse(Severity.UNKNOWN);
  }

  boolean isCalled(String id) {
    return finding.filter(one -> one.isCalled(id)).isPresent();
  }

  /** Where it stands, as problems write it. */
  String subject() {
    return location.toString();
  }

  @Override
  public int compareTo(Violation other) {
    return ORDER.compare(this, other);
  }
}
