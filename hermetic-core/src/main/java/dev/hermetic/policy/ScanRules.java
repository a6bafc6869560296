package dev.hermetic.policy;

import dev.hermetic.advisory.DatabaseFacts;
import dev.hermetic.advisory.Malformed;
import dev.hermetic.problem.Location;
import dev.hermetic.scan.Coverage;
import dev.hermetic.text.Count;
import java.util.List;

/** How much a scan must be able to say, by which advisories, and which images must be signed. */
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
                  + Count.of(all, "package")
                  + " ("
                  + 100L * covered / all
                  + " %), and "
                  + policy.minimumCoverage()
                  + " % are asked for",
              "take a database with more ecosystems (hermetic.scan.database), or lower"
                  + " `minimum-coverage`"));
    }
    if (policy.malformedFails()) {
      malformed(evidence.scan().database(), violations);
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

  /** What hides nothing is judged by the other rules: an unknown severity, an unknown age. */
  private static void malformed(DatabaseFacts database, List<Violation> violations) {
    List<Malformed> hiding = database.malformed().stream().filter(Malformed::hides).toList();
    if (hiding.isEmpty()) {
      return;
    }
    Malformed first = hiding.get(0);
    violations.add(
        Violation.of(
            Rule.MALFORMED,
            "",
            "",
            Location.of(database.place()),
            "nobody knows what else "
                + Count.of(hiding.size(), "entry")
                + " of it"
                + Count.are(hiding.size())
                + " about, which cannot be read whole: "
                + (first.id().isEmpty() ? "" : first.id() + " ")
                + "("
                + first.place()
                + "): "
                + first.reason()
                + (hiding.size() == 1 ? "" : "; and others"),
            "fetch the snapshot again, or set `vulnerabilities: {malformed: warn}` in the policy"));
  }
}
