package dev.hermetic.policy;

import dev.hermetic.advisory.DatabaseFacts;
import dev.hermetic.advisory.Malformed;
import dev.hermetic.advisory.PackageKey;
import dev.hermetic.advisory.Score;
import dev.hermetic.license.License;
import dev.hermetic.problem.Location;
import dev.hermetic.scan.Coverage;
import dev.hermetic.scan.Covered;
import dev.hermetic.scan.Finding;
import dev.hermetic.scan.Fix;
import dev.hermetic.scan.Origin;
import dev.hermetic.scan.ScanResult;
import dev.hermetic.scan.Subject;
import dev.hermetic.scan.Undecided;
import dev.hermetic.scan.Way;
import dev.hermetic.yaml.YamlFile;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** An environment of a few packages, and policies from a text. */
final class PolicyKit {
  static final Instant NOW = Instant.parse("2026-06-30T12:00:00Z");
  static final String CHANNEL = "https://conda.anaconda.org/conda-forge";
  static final String NINE_EIGHT = "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H";
  static final String FIVE_THREE = "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:L";

  private PolicyKit() {}

  static Policy policy(String text) {
    return PolicyReader.read(YamlFile.parse(text, Policy.NAME), Policy.NAME, "ab".repeat(32));
  }

  static Subject conda(String name, String version) {
    return new Subject(Origin.CONDA, name, version, List.of("linux-64"));
  }

  /** @param vector empty for an unknown severity */
  static Finding finding(Subject subject, String id, String vector, String fixedIn) {
    return new Finding(
        subject,
        id,
        List.of("CVE-" + id.replaceAll("\\D", "")),
        vector.isEmpty() ? Optional.empty() : Score.of(id, vector),
        fixedIn,
        "Overflow in " + subject.name(),
        Optional.empty(),
        subject.origin().isLocked()
            ? List.of(new Way(List.of("linux-64"), "app>=1", List.of("app", subject.name())))
            : List.of(),
        List.of(Finding.OWN));
  }

  static PackageFacts facts(Subject subject, String license) {
    return facts(subject, license, CHANNEL, Optional.of(NOW.minus(Duration.ofDays(100))));
  }

  static PackageFacts facts(
      Subject subject, String license, String place, Optional<Instant> built) {
    return new PackageFacts(
        subject,
        License.of(license),
        place,
        new Location("conda-lock.yml", 7, 0),
        built,
        Optional.empty());
  }

  /** What a scan found; every package is of no coverage that is not named. */
  static final class Environment {
    private final List<Covered> packages = new ArrayList<>();
    private final List<Finding> findings = new ArrayList<>();
    private final List<Undecided> undecided = new ArrayList<>();
    private final List<Fix> fixes = new ArrayList<>();
    private final List<PackageFacts> facts = new ArrayList<>();
    private final List<VexStatement> vex = new ArrayList<>();
    private final List<Evidence.Signature> signatures = new ArrayList<>();
    private final List<Malformed> malformed = new ArrayList<>();
    private Optional<Evidence.Base> base = Optional.empty();
    private Optional<Instant> newest = Optional.of(NOW.minus(Duration.ofDays(2)));
    private String sha256 = "cd".repeat(32);

    Environment mapped(Subject subject) {
      packages.add(
          new Covered(
              subject,
              new Coverage(
                  Coverage.Kind.MAPPED,
                  List.of(new PackageKey(PackageKey.PYPI, subject.name())),
                  "it is that project of PyPI")));
      return this;
    }

    Environment unknown(Subject subject) {
      packages.add(new Covered(subject, Coverage.none("no advisories speak of it")));
      return this;
    }

    Environment with(Finding finding) {
      findings.add(finding);
      return this;
    }

    Environment with(Undecided one) {
      undecided.add(one);
      return this;
    }

    Environment with(Fix fix) {
      fixes.add(fix);
      return this;
    }

    Environment with(PackageFacts one) {
      facts.add(one);
      return this;
    }

    Environment with(VexStatement one) {
      vex.add(one);
      return this;
    }

    Environment with(Evidence.Signature one) {
      signatures.add(one);
      return this;
    }

    Environment with(Evidence.Base one) {
      base = Optional.of(one);
      return this;
    }

    Environment newest(Instant time) {
      newest = Optional.ofNullable(time);
      return this;
    }

    Environment with(Malformed one) {
      malformed.add(one);
      return this;
    }

    Environment service() {
      sha256 = "";
      newest = Optional.empty();
      return this;
    }

    Evidence evidence() {
      ScanResult scan =
          new ScanResult(
              new DatabaseFacts(
                  "advisories.zip", sha256, 10, 0, newest, List.of("PyPI"), malformed),
              "built-in names",
              packages,
              findings,
              undecided,
              fixes,
              List.of());
      return new Evidence(
          scan,
          facts,
          base,
          signatures,
          "https://conda.anaconda.org",
          Location.of("conda-lock.yml"),
          vex,
          NOW);
    }

    Verdict judge(String policy) {
      return judge(policy(policy), PolicyJudge.Limits.NONE);
    }

    Verdict judge(Policy policy, PolicyJudge.Limits limits) {
      return new PolicyJudge(policy, limits).judge(evidence());
    }
  }
}
