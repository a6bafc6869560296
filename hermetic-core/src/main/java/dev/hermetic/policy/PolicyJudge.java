package dev.hermetic.policy;

import dev.hermetic.advisory.Severity;
import dev.hermetic.scan.Finding;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Holds what is known of an environment against a policy. */
public final class PolicyJudge {
  private final Policy policy;
  private final Limits limits;

  /**
   * What parameters say beside the file; of both the stricter counts.
   *
   * @param failOn empty where nothing is said
   * @param unknownSeverityFails empty where nothing is said
   * @param advisoryAge zero for any; empty where nothing is said
   */
  public record Limits(
      Optional<Threshold> failOn,
      Optional<Boolean> unknownSeverityFails,
      Optional<Duration> advisoryAge) {
    /** Nothing beside the file. */
    public static final Limits NONE =
        new Limits(Optional.empty(), Optional.empty(), Optional.empty());
  }

  public PolicyJudge(Policy policy, Limits limits) {
    this.policy = policy;
    this.limits = limits;
  }

  /** From which severity on a vulnerability is forbidden. */
  public Threshold threshold() {
    return stricter(policy.failOn(), limits.failOn(), Comparator.<Threshold>naturalOrder())
        .orElse(Policy.USUAL_THRESHOLD);
  }

  /** Whether a vulnerability of unknown severity is forbidden; it is not where none is. */
  public boolean unknownFails() {
    return threshold() != Threshold.NONE
        && stricter(
                policy.unknownSeverityFails(),
                limits.unknownSeverityFails(),
                Comparator.<Boolean>naturalOrder())
            .orElse(true);
  }

  /** How old the newest advisory may be; zero for any age. */
  public Duration advisoryAge() {
    // Zero is the most lenient, else the longer.
    Comparator<Duration> strictness =
        Comparator.comparing((Duration age) -> age.isZero() ? Long.MAX_VALUE : age.getSeconds())
            .reversed();
    return stricter(policy.advisoryAge(), limits.advisoryAge(), strictness)
        .orElse(Policy.USUAL_ADVISORY_AGE);
  }

  private static <T> Optional<T> stricter(
      Optional<T> one, Optional<T> two, Comparator<T> strictness) {
    if (one.isPresent() && two.isPresent()) {
      return strictness.compare(one.get(), two.get()) >= 0 ? one : two;
    }
    return one.isPresent() ? one : two;
  }

  public Verdict judge(Evidence evidence) {
    List<Violation> all = new ArrayList<>();
    List<String> notes = new ArrayList<>();
    int allowed = 0;
    Vulnerabilities vulnerabilities = new Vulnerabilities(evidence);
    for (Finding finding : evidence.scan().findings()) {
      if (isForbidden(finding)) {
        all.add(vulnerabilities.violation(finding));
      } else {
        allowed++;
      }
    }
    LicenseRules.check(policy.licenses(), evidence, all, notes);
    OriginRules.check(policy, evidence, all);
    AgeRules.check(policy, advisoryAge(), evidence, all);
    ScanRules.check(policy, evidence, all);
    return sort(evidence, once(all), allowed, notes);
  }

  private boolean isForbidden(Finding finding) {
    if (policy.ignoreUnfixed() && !finding.isFixable()) {
      return false;
    }
    return finding.severity() == Severity.UNKNOWN
        ? unknownFails()
        : threshold().isReachedBy(finding.severity());
  }

  /** The same package of several platforms is told once, at the first of its places. */
  private static List<Violation> once(List<Violation> all) {
    Map<List<Object>, Violation> once = new LinkedHashMap<>();
    all.stream()
        .sorted()
        .forEach(
            one ->
                once.putIfAbsent(
                    List.of(one.rule(), one.name(), one.version(), one.fact()), one));
    return List.copyOf(once.values());
  }

  private Verdict sort(
      Evidence evidence, List<Violation> all, int allowed, List<String> notes) {
    LocalDate today = evidence.now().atZone(ZoneOffset.UTC).toLocalDate();
    List<Violation> violations = new ArrayList<>();
    List<Excused> excused = new ArrayList<>();
    Set<Exemption> used = new LinkedHashSet<>();
    for (Violation violation : all) {
      Optional<Exemption> exemption =
          policy.exceptions().stream()
              .filter(one -> !one.isExpired(today) && one.covers(violation))
              .findFirst();
      Optional<Excused> cleared =
          exemption
              .map(one -> excused(violation, one))
              .or(() -> Vex.excuse(violation, evidence.vex()));
      exemption.ifPresent(used::add);
      cleared.ifPresentOrElse(excused::add, () -> violations.add(violation));
    }
    for (Exemption one : policy.exceptions()) {
      if (one.isExpired(today)) {
        violations.add(expired(one));
      } else if (!used.contains(one)) {
        notes.add(
            one.location() + ": the exception from " + one.shown() + " was not needed; take it out");
      }
    }
    return new Verdict(
        policy,
        evidence.scan(),
        advisoryAge(),
        violations,
        excused,
        allowed,
        notes,
        evidence.now());
  }

  private static Excused excused(Violation violation, Exemption one) {
    return new Excused(
        violation,
        one.reason(),
        one.owner(),
        one.expires().toString(),
        one.location().toString(),
        one.justification().map(Justification::word).orElse(""));
  }

  private static Violation expired(Exemption one) {
    return Violation.of(
        Rule.EXPIRED,
        one.packageName().map(Object::toString).orElse(""),
        "",
        one.location(),
        "the exception from "
            + one.shown()
            + " (owner: "
            + one.owner()
            + ") ended on "
            + one.expires(),
        "mend what it was for and take it out, or have " + one.owner() + " grant it anew");
  }
}
