package dev.hermetic.report.model;

import java.util.List;

/** What {@code verdict.json} says. */
public record VerdictPart(
    boolean passed,
    String summary,
    String judged,
    String policy,
    String lockSha256,
    List<Violation> violations,
    List<Violation> excused,
    List<String> notes) {
  /**
   * Something that the policy forbids.
   *
   * @param reason why it is excused, with owner, last day and source; empty where it is not
   */
  public record Violation(
      String code,
      String rule,
      String name,
      String version,
      String vulnerability,
      String severity,
      String fact,
      String fix,
      String reason,
      String owner,
      String until,
      String source) {}

  public VerdictPart {
    violations = List.copyOf(violations);
    excused = List.copyOf(excused);
    notes = List.copyOf(notes);
  }
}
