package dev.hermetic.doctor;

import dev.hermetic.problem.Problem;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What a check-up found.
 *
 * @param findings by section, in the order in which they were made
 */
public record Checkup(List<Finding> findings) {
  public Checkup {
    findings = findings.stream().sorted(Comparator.comparing(Finding::section)).toList();
  }

  /** How many lines have the level. */
  public long count(Finding.Level level) {
    return findings.stream().filter(finding -> finding.level() == level).count();
  }

  /** What is red, as one problem: HERM-DOC-001; empty when nothing is. */
  public Optional<Problem> verdict() {
    long red = count(Finding.Level.RED);
    if (red == 0) {
      return Optional.empty();
    }
    String subjects =
        findings.stream()
            .filter(finding -> finding.level() == Finding.Level.RED)
            .map(Finding::subject)
            .distinct()
            .collect(Collectors.joining(", "));
    return Optional.of(DoctorProblems.red(red, findings.size(), subjects));
  }
}
