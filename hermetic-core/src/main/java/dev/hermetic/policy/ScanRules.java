package dev.hermetic.policy;

import dev.hermetic.problem.Location;
import dev.hermetic.scan.Coverage;
import java.util.List;

/** How much a scan must be able to say, and which images must be signed. */
final class ScanRules {
  private ScanRules() {}

  static void check(Policy policy, Evidence evidence, List<Violation> violations) {
    int all = evidence.scan().packages().size();
    int covered = all - evidence.scan().coverage().getOrDefault(Coverage.Kind.NONE, 0);
    // Without rounding: 59.9 % is less than 60 %.
    if (100L * covered < (long) policy.minimumCoverage() * all) {
      violations.add(
          Violation.of(
              Rule.COVERAGE,
              "",
              "",
              evidence.lock(),
              "advisories cover "
                  + covered
                  + " of "
                  + all
                  + " packages ("
                  + 100L * covered / all
                  + " %), and "
                  + policy.minimumCoverage()
                  + " % are asked for",
              "take a database with more ecosystems (hermetic.scan.database), or lower"
                  + " `minimum-coverage`"));
    }
    for (Evidence.Signature one : evidence.signatures()) {
      if (!one.verified()) {
        violations.add(
            Violation.of(
                Rule.SIGNATURE,
                one.image(),
                "",
                Location.of(one.image()),
                "it has no signature that " + one.key() + " verifies: " + one.reason(),
                "sign it, take an image that is signed, or correct the key in the policy"));
      }
    }
  }
}
