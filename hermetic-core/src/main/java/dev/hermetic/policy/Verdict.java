package dev.hermetic.policy;

import dev.hermetic.advisory.Severity;
import dev.hermetic.problem.HermeticException;
import dev.hermetic.problem.Problem;
import dev.hermetic.scan.Coverage;
import dev.hermetic.scan.ScanResult;
import dev.hermetic.text.Count;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Whether a scanned lock and its base keep to a policy.
 *
 * @param advisoryAge how old the newest advisory might be; zero for any age
 * @param violations what is forbidden, sorted
 * @param excused what would be, sorted
 * @param allowed findings that the policy lets through as it is: below its threshold, or unfixed
 * @param notes what the reader should know, sentences
 * @param judged when
 */
public record Verdict(
    Policy policy,
    ScanResult scan,
    Duration advisoryAge,
    List<Violation> violations,
    List<Excused> excused,
    int allowed,
    List<String> notes,
    Instant judged) {
  /** A console is no place for more of one rule, and they must not hide those of another. */
  private static final int MOST_SHOWN = 10;

  public Verdict {
    violations = violations.stream().sorted().distinct().toList();
    excused = excused.stream().sorted().distinct().toList();
    notes = List.copyOf(notes);
  }

  public boolean passed() {
    return violations.isEmpty();
  }

  /**
   * The verdict in one sentence without full stop: what is forbidden, what was let through, and of
   * how many packages nobody knows anything.
   */
  public String summary() {
    List<String> parts = new ArrayList<>();
    parts.add(passed() ? "passed" : "failed: " + forbidden());
    if (!excused.isEmpty()) {
      parts.add(excused.size() + " excused");
    }
    if (allowed > 0) {
      parts.add(Count.of(allowed, "vulnerability") + " allowed");
    }
    int unknown = scan.severities().getOrDefault(Severity.UNKNOWN, 0);
    if (unknown > 0) {
      parts.add(unknown + " of unknown severity");
    }
    if (!scan.undecided().isEmpty()) {
      parts.add(scan.undecided().size() + " undecided");
    }
    int malformed = scan.database().malformed().size();
    if (malformed > 0) {
      parts.add(Count.of(malformed, "fault") + " in the advisories");
    }
    parts.add(coverage());
    return String.join("; ", parts);
  }

  private String coverage() {
    int all = scan.packages().size();
    int none = scan.coverage().getOrDefault(Coverage.Kind.NONE, 0);
    if (all == 0) {
      return "there are no packages";
    }
    if (none == 0) {
      return all == 1 ? "advisories cover the one package" : "advisories cover all " + all + " packages";
    }
    return none
        + " of "
        + Count.of(all, "package")
        + Count.are(none)
        + " covered by no advisories";
  }

  private String forbidden() {
    return counted(violations);
  }

  private static String counted(List<Violation> violations) {
    Map<Rule, Integer> counts = new EnumMap<>(Rule.class);
    violations.forEach(one -> counts.merge(one.rule(), 1, Integer::sum));
    return counts.entrySet().stream()
        .map(of -> of.getKey().counted(of.getValue()))
        .collect(Collectors.joining(", "));
  }

  /**
   * Fails when it is not passed, the verdict first.
   *
   * @param shown the file in which all of it stands, for what is too much to tell
   * @throws HermeticException HERM-POLICY-010 to 021
   */
  public void enforce(String shown) {
    if (passed()) {
      return;
    }
    List<Problem> problems = new ArrayList<>();
    problems.add(PolicyProblems.verdict(this));
    Map<Rule, Integer> told = new EnumMap<>(Rule.class);
    List<Violation> left = new ArrayList<>();
    for (Violation one : violations) {
      if (told.merge(one.rule(), 1, Integer::sum) > MOST_SHOWN) {
        left.add(one);
      } else {
        problems.add(PolicyProblems.violation(one));
      }
    }
    if (!left.isEmpty()) {
      problems.add(PolicyProblems.more(counted(left), shown));
    }
    throw new HermeticException(problems);
  }
}
