package dev.hermetic.scan;

import dev.hermetic.problem.HermeticException;
import dev.hermetic.problem.Problem;
import dev.hermetic.problem.Problem.Kind;

/** What may be wrong with a scan beside its database. */
final class ScanProblems {
  private ScanProblems() {}

  static HermeticException noDatabase() {
    return new HermeticException(
        new Problem(
            "HERM-SCAN-001",
            Kind.INPUT,
            "hermetic.scan.database",
            "no advisories are named, so nothing can be said of any package",
            "name a snapshot in OSV format, a mirror, or the service with"
                + " -Dhermetic.scan.database=osv"));
  }
}
