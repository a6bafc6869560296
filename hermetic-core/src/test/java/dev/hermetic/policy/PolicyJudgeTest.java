package dev.hermetic.policy;

import static dev.hermetic.policy.PolicyKit.FIVE_THREE;
import static dev.hermetic.policy.PolicyKit.NINE_EIGHT;
import static dev.hermetic.policy.PolicyKit.NOW;
import static dev.hermetic.policy.PolicyKit.conda;
import static dev.hermetic.policy.PolicyKit.facts;
import static dev.hermetic.policy.PolicyKit.finding;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hermetic.oci.ImageReference;
import dev.hermetic.policy.PolicyKit.Environment;
import dev.hermetic.advisory.Malformed;
import dev.hermetic.license.License;
import dev.hermetic.problem.HermeticException;
import dev.hermetic.problem.Location;
import dev.hermetic.scan.Fix;
import dev.hermetic.scan.Origin;
import dev.hermetic.scan.Subject;
import dev.hermetic.scan.Undecided;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PolicyJudgeTest {
  private static final Subject NUMPY = conda("numpy", "1.26.0");
  private static final Subject ZLIB = conda("zlib", "1.3");
  private static final Subject WHEEL =
      new Subject(Origin.PIP, "requests", "2.0", List.of("linux-64"));

  private static Environment environment() {
    return new Environment().mapped(NUMPY).unknown(ZLIB);
  }

  private static String exception(String what, String expires) {
    return "exceptions:\n  - "
        + what
        + "\n    reason: not reachable\n    owner: sec@example.org\n    expires: "
        + expires
        + "\n";
  }

  @Test
  void vulnerability_aboveTheThreshold_fails() {
    Verdict verdict =
        environment()
            .with(facts(NUMPY, "BSD-3-Clause"))
            .with(finding(NUMPY, "GHSA-1", NINE_EIGHT, "1.26.4"))
            .with(finding(NUMPY, "GHSA-2", FIVE_THREE, "1.26.4"))
            .judge("vulnerabilities: {fail-on: high}");

    assertThat(verdict.passed()).isFalse();
    assertThatThrownBy(() -> verdict.enforce("verdict.json"))
        .isInstanceOf(HermeticException.class)
        .hasMessage(
            "HERM-POLICY-010 hermetic-policy.yml: failed: 1 vulnerability; 1 vulnerability allowed;"
                + " 1 of 2 packages is covered by no advisories\n"
                + "  Fix: mend what follows; what cannot be mended yet may have an exception with a"
                + " reason, an owner and an end in hermetic-policy.yml\n"
                + "HERM-POLICY-011 conda-lock.yml:7: numpy 1.26.0 (linux-64) has GHSA-1 (CVE-1),"
                + " critical (CVSS 9.8): Overflow in numpy; needed by `app>=1` through app > numpy\n"
                + "  Fix: it is fixed in 1.26.4: run `mvn hermetic:update"
                + " -Dhermetic.packages=numpy`, and widen the spec that holds it back where there is"
                + " one");
  }

  @Test
  void vulnerability_changeThatWasTried_isTheFix() {
    Fix works =
        new Fix(
            List.of("numpy>=1.26.4"),
            List.of("numpy 1.26.0 → 1.26.4 (linux-64)"),
            List.of("GHSA-1 (numpy 1.26.0)"),
            0,
            "");
    Fix fails =
        new Fix(List.of("numpy>=1.26.4"), List.of(), List.of(), 1, "`app` needs numpy <1.26.1");
    Environment environment = environment().with(finding(NUMPY, "GHSA-1", NINE_EIGHT, "1.26.4"));

    assertThat(environment.with(fails).judge("").violations().get(0).fix())
        .isEqualTo(
            "it is fixed in 1.26.4, which no change of the lock gives (`app` needs numpy <1.26.1):"
                + " widen the spec that holds it back, add a channel that has it, or give it an"
                + " exception while it does no harm");
    String tree = "`numpy>=1.26.4` cannot be met on linux-64:\n  └─ there is only numpy 1.26.0";
    Fix explained = new Fix(List.of("numpy>=1.26.4"), List.of(), List.of(), 1, tree);
    Environment other = environment().with(finding(NUMPY, "GHSA-1", NINE_EIGHT, "1.26.4"));
    assertThat(other.with(explained).judge("").violations().get(0).fix())
        .startsWith("it is fixed in 1.26.4, which no change of the lock gives (scan.json tells why): ")
        .doesNotContain("\n");
    assertThat(environment.with(works).judge("").violations().get(0).fix())
        .isEqualTo(
            "it is fixed in 1.26.4: run `mvn hermetic:update -Dhermetic.packages=\"numpy>=1.26.4\"`");
  }

  @Test
  void vulnerability_inTheBase_isMendedThere() {
    Subject openssl = new Subject(Origin.DEB, "openssl", "3.0.11-1", List.of());
    Verdict verdict =
        new Environment()
            .mapped(openssl)
            .with(new Evidence.Base("debian:12", Optional.empty()))
            .with(finding(openssl, "DSA-1", NINE_EIGHT, "3.0.13-1"))
            .judge("");

    assertThat(verdict.violations())
        .singleElement()
        .satisfies(
            one -> {
              assertThat(one.subject()).isEqualTo("debian:12");
              assertThat(one.fix())
                  .isEqualTo(
                      "it is fixed in 3.0.13-1: take a newer base image (hermetic.image.from)");
            });
  }

  @Test
  void unknownSeverity_failsUnlessItIsIgnored_andIsCounted() {
    Environment environment = environment().with(finding(NUMPY, "PYSEC-1", "", "1.26.4"));

    Verdict usual = environment.judge("");
    Verdict ignored = environment.judge("vulnerabilities: {unknown-severity: ignore}");

    assertThat(usual.passed()).isFalse();
    assertThat(usual.violations().get(0).fact()).contains("PYSEC-1 (CVE-1), of unknown severity");
    assertThat(usual.summary())
        .isEqualTo(
            "failed: 1 vulnerability; 1 of unknown severity; 1 of 2 packages is covered by no"
                + " advisories");
    assertThat(ignored.passed()).isTrue();
    assertThat(ignored.summary())
        .isEqualTo(
            "passed; 1 vulnerability allowed; 1 of unknown severity; 1 of 2 packages is covered by"
                + " no advisories");
  }

  @Test
  void undecided_isCounted() {
    assertThat(environment().with(new Undecided(NUMPY, "PYSEC-2", "no range")).judge("").summary())
        .isEqualTo("passed; 1 undecided; 1 of 2 packages is covered by no advisories");
  }

  @Test
  void unfixed_isLetThroughWhereThePolicySaysSo() {
    Environment environment = environment().with(finding(NUMPY, "GHSA-1", NINE_EIGHT, ""));

    assertThat(environment.judge("").violations().get(0).fix())
        .startsWith("no fixed version is known: do without numpy");
    assertThat(environment.judge("vulnerabilities: {ignore-unfixed: true}").passed()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "'', '', HIGH, true",
    "'', none, NONE, false",
    "'', low, LOW, true",
    "medium, '', MEDIUM, true",
    "medium, none, MEDIUM, true",
    "medium, low, LOW, true",
    "none, '', NONE, false"
  })
  void threshold_stricterOfFileAndParameter_counts(
      String file, String parameter, Threshold expected, boolean unknownFails) {
    Policy policy =
        PolicyKit.policy(file.isEmpty() ? "" : "vulnerabilities: {fail-on: " + file + "}");
    Optional<Threshold> failOn =
        List.of(Threshold.values()).stream().filter(one -> one.word().equals(parameter)).findAny();

    PolicyJudge judge =
        new PolicyJudge(
            policy, new PolicyJudge.Limits(failOn, Optional.empty(), Optional.empty()));

    assertThat(judge.threshold()).isEqualTo(expected);
    assertThat(judge.unknownFails()).isEqualTo(unknownFails);
  }

  @ParameterizedTest
  @CsvSource({
    "MIT, true",
    "GPL-3.0-only, false",
    "MIT OR GPL-3.0-only, true",
    "MIT AND GPL-3.0-only, false",
    "BSD-3-Clause AND (MIT OR GPL-3.0-only), true",
    "GPL-3.0-only WITH GCC-exception-3.1, false",
    "Apache-2.0, false",
    "LicenseRef-Ours, true",
    "'', false"
  })
  void license_isAllowed_byTheExpression(String license, boolean allowed) {
    Verdict verdict =
        environment()
            .with(facts(NUMPY, license))
            .judge("licenses: {allow: [MIT, BSD-*, LicenseRef-Ours, GPL-*], deny: [GPL-3.0-only]}");

    assertThat(verdict.passed()).isEqualTo(allowed);
  }

  @Test
  void license_thatIsOnNoList_isToldOnceAsItIs() {
    assertThat(
            environment()
                .with(facts(NUMPY, "LicenseRef-Public-Domain"))
                .judge("licenses: {allow: MIT}")
                .violations())
        .extracting(Violation::fact)
        .containsExactly("numpy 1.26.0 is under LicenseRef-Public-Domain, which is not allowed");
  }

  @Test
  void license_forbidden_isToldWithItsPlace() {
    Verdict verdict =
        environment()
            .with(facts(NUMPY, "GPL-3.0-only"))
            .with(facts(ZLIB, ""))
            .judge("licenses: {deny: GPL-*, unknown: fail}");

    assertThat(verdict.violations())
        .extracting(one -> one.rule().code() + " " + one.subject() + ": " + one.fact())
        .containsExactly(
            "HERM-POLICY-012 conda-lock.yml:7: numpy 1.26.0 is under GPL-3.0-only, which is not"
                + " allowed",
            "HERM-POLICY-012 conda-lock.yml:7: nobody tells the licence of zlib 1.3");
  }

  @ParameterizedTest
  @CsvSource({
    "https://conda.anaconda.org/conda-forge, true",
    "https://evil.example/conda-forge, false",
    "https://conda.anaconda.org/conda-forge/label/x, false",
    "https://conda.example/team/ml, true",
    "https://conda.example/other, false"
  })
  void channel_ofThatNameElsewhere_isNotThatChannel(String place, boolean allowed) {
    Verdict verdict =
        environment()
            .with(facts(NUMPY, "MIT", place, Optional.empty()))
            .judge("channels: [conda-forge, 'https://conda.example/team/*']");

    assertThat(verdict.passed()).isEqualTo(allowed);
    if (!allowed) {
      assertThat(verdict.violations().get(0).fact())
          .isEqualTo(
              "numpy 1.26.0 comes from "
                  + place
                  + ", and only these channels are allowed: conda-forge,"
                  + " https://conda.example/team/*");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "https://files.pythonhosted.org/packages/a/b.whl, true",
    "https://pypi.example/simple/b.whl, true",
    "https://pypi.example.org/simple/b.whl, false"
  })
  void index_addressOfTheFile_counts(String place, boolean allowed) {
    assertThat(
            environment()
                .with(facts(WHEEL, "MIT", place, Optional.empty()))
                .judge("indexes: [https://pypi.org/simple, pypi.example]")
                .passed())
        .isEqualTo(allowed);
  }

  @ParameterizedTest
  @CsvSource({
    "debian:12-slim, true",
    "docker.io/library/python:3, true",
    "docker.io/libraryx/python:3, false",
    "ghcr.io/acme/base:1, true",
    "ghcr.io/acmeevil/base:1, false",
    "'', false"
  })
  void registry_andRepositoryOfTheBase_count(String reference, boolean allowed) {
    Optional<ImageReference> read =
        reference.isEmpty() ? Optional.empty() : Optional.of(ImageReference.parse(reference));
    Verdict verdict =
        environment()
            .with(new Evidence.Base("base", read))
            .judge("registries: [docker.io/library, ghcr.io/acme/]");

    assertThat(verdict.passed()).isEqualTo(allowed);
    if (reference.isEmpty()) {
      assertThat(verdict.violations().get(0).fact())
          .startsWith("the base image comes from no registry");
    }
  }

  @Test
  void coverage_tooSmall_fails() {
    assertThat(environment().judge("minimum-coverage: 50%").passed()).isTrue();
    assertThat(environment().judge("minimum-coverage: 51%").violations())
        .singleElement()
        .satisfies(
            one ->
                assertThat(one.fact())
                    .isEqualTo("advisories cover 1 of 2 packages (50 %), and 51 % are asked for"));
  }

  @Test
  void advisories_stale_failAndSayHowOld() {
    Environment old = environment().newest(NOW.minus(Duration.ofDays(45)));

    assertThat(old.judge("").violations())
        .singleElement()
        .satisfies(
            one -> {
              assertThat(one.rule().code()).isEqualTo("HERM-POLICY-017");
              assertThat(one.subject()).isEqualTo("advisories.zip");
              assertThat(one.fact())
                  .isEqualTo(
                      "its newest advisory is of 2026-05-16, 45 days ago, and 30 days are allowed");
            });
    assertThat(old.judge("maximum-age: {advisories: 60d}").passed()).isTrue();
    assertThat(old.judge("maximum-age: {advisories: none}").passed()).isTrue();
    assertThat(environment().newest(null).judge("").violations().get(0).fact())
        .isEqualTo("no advisory in it says when it was last changed");
    assertThat(environment().service().judge("").passed()).isTrue();
  }

  @Test
  void advisoryAge_stricterOfFileAndParameter_counts() {
    Policy any = PolicyKit.policy("maximum-age: {advisories: none}");
    PolicyJudge.Limits week =
        new PolicyJudge.Limits(
            Optional.empty(), Optional.empty(), Optional.of(Duration.ofDays(7)));

    assertThat(new PolicyJudge(any, week).advisoryAge()).isEqualTo(Duration.ofDays(7));
    assertThat(new PolicyJudge(any, PolicyJudge.Limits.NONE).advisoryAge()).isZero();
  }

  @Test
  void cooldown_freshPackage_fails() {
    Environment environment =
        environment()
            .with(facts(NUMPY, "MIT", PolicyKit.CHANNEL, Optional.of(NOW.minus(Duration.ofDays(1)))));

    assertThat(environment.judge("cooldown: 3d").violations())
        .singleElement()
        .satisfies(
            one -> {
              assertThat(one.fact())
                  .isEqualTo(
                      "numpy 1.26.0 was made on 2026-06-29, and packages have to be there for 3 days");
              assertThat(one.fix())
                  .isEqualTo("wait until 2026-07-02, or lock with hermetic.excludeNewer=3d");
            });
    assertThat(environment.judge("cooldown: 1d").passed()).isTrue();
  }

  @Test
  void pins_overtakenForTooLong_fail() {
    PackageFacts numpy =
        new PackageFacts(
            NUMPY,
            Optional.empty(),
            PolicyKit.CHANNEL,
            Location.of("conda-lock.yml"),
            Optional.of(NOW.minus(Duration.ofDays(900))),
            Optional.of(
                new PackageFacts.Overtaken("1.26.1", NOW.minus(Duration.ofDays(200)))));

    assertThat(environment().with(numpy).judge("maximum-age: {pins: 180d}").violations())
        .singleElement()
        .satisfies(
            one ->
                assertThat(one.fact())
                    .isEqualTo(
                        "numpy 1.26.0 has been overtaken for 200 days (1.26.1 is of 2025-12-12), and"
                            + " 180 days are allowed"));
    assertThat(environment().with(numpy).judge("maximum-age: {pins: 200d}").passed()).isTrue();
    // Old, and the newest there is.
    assertThat(environment().with(facts(ZLIB, "MIT")).judge("maximum-age: {pins: 1d}").passed())
        .isTrue();
  }

  @Test
  void age_thatNobodyTells_failsWhereItCounts() {
    Environment environment =
        environment().with(facts(WHEEL, "MIT", "https://x/", Optional.empty()));

    assertThat(environment.judge("").passed()).isTrue();
    assertThat(environment.judge("cooldown: 3d").violations())
        .singleElement()
        .satisfies(
            one -> assertThat(one.fact()).isEqualTo("nobody tells how old 1 package is: requests"));
    assertThat(environment.judge("{cooldown: 3d, maximum-age: {unknown: ignore}}").passed())
        .isTrue();
  }

  @Test
  void signature_thatIsNotVerified_fails() {
    Evidence.Signature missing =
        new Evidence.Signature("debian:12", "base.pub", false, "there is none");

    assertThat(environment().with(missing).judge("").violations())
        .singleElement()
        .satisfies(
            one ->
                assertThat(one.fact())
                    .isEqualTo("it has no signature that base.pub verifies: there is none"));
  }

  @Test
  void exception_byAnAlias_excuses() {
    Verdict verdict =
        environment()
            .with(finding(NUMPY, "GHSA-1", NINE_EIGHT, "1.26.4"))
            .judge(exception("vulnerability: CVE-1", "2026-06-30"));

    assertThat(verdict.passed()).isTrue();
    assertThat(verdict.excused())
        .singleElement()
        .satisfies(
            one -> {
              assertThat(one.reason()).isEqualTo("not reachable");
              assertThat(one.owner()).isEqualTo("sec@example.org");
              assertThat(one.until()).isEqualTo("2026-06-30");
              assertThat(one.source()).isEqualTo("hermetic-policy.yml:2:5");
            });
    assertThat(verdict.notes()).isEmpty();
    assertThatCode(() -> verdict.enforce("x")).doesNotThrowAnyException();
  }

  @Test
  void exception_forAnotherPackageOrVersion_excusesNothing() {
    Environment environment = environment().with(finding(NUMPY, "GHSA-1", NINE_EIGHT, "1.26.4"));

    for (String limit : List.of("package: scipy", "version: 1.25.*")) {
      Verdict verdict =
          environment.judge(exception("vulnerability: GHSA-1\n    " + limit, "2026-12-31"));

      assertThat(verdict.passed()).isFalse();
      assertThat(verdict.notes())
          .singleElement()
          .satisfies(note -> assertThat(note).contains("was not needed; take it out"));
    }
  }

  @Test
  void exception_expired_failsByItself_andExcusesNothing() {
    Verdict verdict =
        environment()
            .with(finding(NUMPY, "GHSA-1", NINE_EIGHT, "1.26.4"))
            .judge(exception("vulnerability: GHSA-1\n    package: numpy", "2026-06-29"));

    assertThat(verdict.violations())
        .extracting(one -> one.rule().code() + " " + one.subject() + ": " + one.fact())
        .containsExactly(
            "HERM-POLICY-011 conda-lock.yml: numpy 1.26.0 (linux-64) has GHSA-1 (CVE-1), critical"
                + " (CVSS 9.8): Overflow in numpy; needed by `app>=1` through app > numpy",
            "HERM-POLICY-021 hermetic-policy.yml:2:5: the exception from GHSA-1 of numpy (owner:"
                + " sec@example.org) ended on 2026-06-29");
    assertThat(environment().judge(exception("rule: license", "2026-06-29")).passed())
        .as("also where nothing needs it")
        .isFalse();
  }

  @Test
  void exception_fromARule_excusesThatRule() {
    Verdict verdict =
        environment()
            .with(facts(NUMPY, "GPL-3.0-only"))
            .with(facts(ZLIB, "GPL-3.0-only"))
            .judge("licenses: {deny: GPL-*}\n" + exception("rule: license\n    package: num*", "2026-12-31"));

    assertThat(verdict.violations()).extracting(Violation::name).containsExactly("zlib");
    assertThat(verdict.excused()).hasSize(1);
  }

  @Test
  void samePackage_onSeveralPlatforms_isToldOnce() {
    Subject mac = new Subject(Origin.CONDA, "numpy", "1.26.0", List.of("osx-arm64"));

    Verdict verdict =
        environment()
            .with(facts(NUMPY, "GPL-3.0-only"))
            .with(facts(mac, "GPL-3.0-only"))
            .judge("licenses: {deny: GPL-*}");

    assertThat(verdict.violations()).hasSize(1);
  }

  @Test
  void enforce_manyOfOneRule_doNotHideThoseOfAnother() {
    Environment environment = environment();
    for (int i = 0; i < 60; i++) {
      environment.with(facts(conda("p" + i, "1"), "GPL-3.0-only"));
    }

    assertThatThrownBy(
            () ->
                environment
                    .judge("licenses: {deny: GPL-*}\n" + exception("rule: license", "2026-06-29"))
                    .enforce("verdict.json"))
        .isInstanceOfSatisfying(
            HermeticException.class,
            e -> {
              assertThat(e.problems()).hasSize(13);
              assertThat(e.problems().get(11).code()).isEqualTo("HERM-POLICY-021");
              assertThat(e.problems().get(12).render())
                  .isEqualTo(
                      "HERM-POLICY-010 verdict.json: there are more than are shown here: 50 licences\n"
                          + "  Fix: read them in verdict.json");
            });
  }

  @Test
  void malformed_thatMayHideSomething_failsUnlessThePolicyOnlyWarns() {
    Malformed hidden =
        new Malformed("a.zip!X-1.json", "X-1", "no JSON: end of input", Malformed.Loss.ALL);
    Malformed flaw =
        new Malformed("a.zip!X-2.json", "X-2", "modified is missing", Malformed.Loss.NOTHING);

    assertThat(environment().with(flaw).judge("").passed()).isTrue();
    Verdict verdict = environment().with(flaw).with(hidden).judge("");
    assertThatThrownBy(() -> verdict.enforce("verdict.json"))
        .hasMessage(
            "HERM-POLICY-010 hermetic-policy.yml: failed: 1 fault in the advisories; 2 faults in the"
                + " advisories; 1 of 2 packages is covered by no advisories\n"
                + "  Fix: mend what follows; what cannot be mended yet may have an exception with a"
                + " reason, an owner and an end in hermetic-policy.yml\n"
                + "HERM-POLICY-022 advisories.zip: nobody knows what else 1 entry of it is about, which"
                + " cannot be read whole: X-1 (a.zip!X-1.json): no JSON: end of input\n"
                + "  Fix: fetch the snapshot again, or set `vulnerabilities: {malformed: warn}` in the"
                + " policy");
    Verdict warned = environment().with(hidden).judge("vulnerabilities: {malformed: warn}");
    assertThat(warned.summary())
        .isEqualTo(
            "passed; 1 fault in the advisories; 1 of 2 packages is covered by no advisories");
    assertThat(environment().with(hidden).judge(exception("rule: malformed", "2026-12-31")).passed())
        .isTrue();
    assertThat(environment().with(hidden).judge(Policy.NONE, PolicyJudge.Limits.NONE).passed())
        .isFalse();
  }

  @Test
  void advisories_ofTheFuture_failSinceNobodyKnowsTheirAge() {
    assertThat(environment().newest(PolicyKit.NOW.plus(Duration.ofHours(23))).judge("").passed())
        .isTrue();
    assertThat(environment().newest(PolicyKit.NOW.plus(Duration.ofDays(9))).judge("").violations())
        .extracting(Violation::fact)
        .containsExactly(
            "its newest advisory is of 2026-07-09, which is yet to come, so nobody can tell how old"
                + " it is");
  }

  @ParameterizedTest
  @CsvSource({
    "MIT, ALLOWED",
    "GPL-3.0-only, FORBIDDEN",
    "LicenseRef-Ours, UNKNOWN",
    "MIT OR LicenseRef-Ours, ALLOWED",
    "MIT AND LicenseRef-Ours, UNKNOWN",
    "GPL-3.0-only OR LicenseRef-Ours, UNKNOWN",
    "GPL-3.0-only AND LicenseRef-Ours, FORBIDDEN",
    "LicenseRef-Bad, FORBIDDEN",
  })
  void license_underDenyAlone_isNotAllowedBecauseNobodyKnowsIt(
      String license, LicenseRules.Judgement judgement) {
    Policy policy = PolicyKit.policy("licenses: {deny: [GPL-*, LicenseRef-Bad]}");

    assertThat(
            LicenseRules.judge(
                License.of(license).orElseThrow().expression(), policy.licenses()))
        .isEqualTo(judgement);
  }

  @Test
  void license_unknown_failsUnderEachRule_unlessThePolicyIgnoresIt_whichIsTold() {
    Environment environment =
        environment().with(facts(NUMPY, "LicenseRef-Ours")).with(facts(ZLIB, ""));

    assertThat(environment.judge("licenses: {deny: GPL-*}").violations())
        .extracting(Violation::fact)
        .containsExactly(
            "nobody knows the licence that numpy 1.26.0 names: LicenseRef-Ours",
            "nobody tells the licence of zlib 1.3");
    Verdict ignored = environment.judge("licenses: {deny: GPL-*, unknown: ignore}");
    assertThat(ignored.passed()).isTrue();
    assertThat(ignored.notes())
        .containsExactly(
            "The policy ignores that the licences of 2 packages are not known: numpy, zlib");
    assertThat(environment.judge("").notes()).isEmpty();
  }

  @Test
  void summary_ofFewPackages_isASentence() {
    assertThat(new Environment().mapped(NUMPY).judge("").summary())
        .isEqualTo("passed; advisories cover the one package");
    assertThat(new Environment().judge("").summary()).isEqualTo("passed; there are no packages");
    assertThat(new Environment().unknown(ZLIB).judge("").summary())
        .isEqualTo("passed; 1 of 1 package is covered by no advisories");
  }
}
