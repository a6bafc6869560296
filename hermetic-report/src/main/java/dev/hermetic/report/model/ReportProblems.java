package dev.hermetic.report.model;

import dev.hermetic.problem.Problem;

/** What can be wrong with the files that a report is made of. */
final class ReportProblems {
  private ReportProblems() {}

  /**
   * A file that cannot be read is left out.
   *
   * @param reason a clause
   */
  static Problem unreadable(String file, String reason) {
    return new Problem(
        "HERM-REPORT-001",
        Problem.Kind.ENVIRONMENT,
        file,
        "left out of the report: " + reason,
        "run the goal again that writes this file");
  }
}
