package dev.hermetic.policy;

import static dev.hermetic.policy.PolicyKit.policy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hermetic.problem.HermeticException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PolicyTest {
  @Test
  void read_everyKey_isTaken(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("p.yml");
    Files.writeString(
        file,
        """
        vulnerabilities:
          fail-on: medium
          unknown-severity: ignore
          ignore-unfixed: true
        licenses:
          allow: [MIT, BSD-*]
          deny: AGPL-*
          unknown: ignore
        channels: [conda-forge]
        indexes: [https://pypi.org/simple]
        registries: docker.io/library
        minimum-coverage: 60%
        maximum-age:
          pins: 180d
          advisories: 1w
          unknown: ignore
        cooldown: 3d
        signatures:
          - image: "docker.io/library/*"
            key: keys/base.pub
        vex: [vex.json]
        exceptions:
          - vulnerability: CVE-2026-1
            package: open*
            version: 3.*
            reason: not reachable
            owner: security@example.org
            expires: 2026-12-31
            justification: vulnerable_code_not_in_execute_path
          - rule: license
            package: r-base
            reason: not distributed
            owner: legal
            expires: 2026-12-31
        """);

    Policy policy = Policy.read(file, "p.yml");

    assertThat(policy.failOn()).contains(Threshold.MEDIUM);
    assertThat(policy.unknownSeverityFails()).contains(false);
    assertThat(policy.ignoreUnfixed()).isTrue();
    assertThat(policy.licenses().allow()).hasSize(2);
    assertThat(policy.licenses().deny()).hasSize(1);
    assertThat(policy.licenses().unknownFails()).isFalse();
    assertThat(policy.channels()).containsExactly("conda-forge");
    assertThat(policy.indexes()).containsExactly("https://pypi.org/simple");
    assertThat(policy.registries()).containsExactly("docker.io/library");
    assertThat(policy.minimumCoverage()).isEqualTo(60);
    assertThat(policy.pinAge()).contains(Duration.ofDays(180));
    assertThat(policy.advisoryAge()).contains(Duration.ofDays(7));
    assertThat(policy.unknownAgeFails()).isFalse();
    assertThat(policy.cooldown()).contains(Duration.ofDays(3));
    assertThat(policy.signatures()).singleElement().satisfies(one -> assertThat(one.key()).isEqualTo("keys/base.pub"));
    assertThat(policy.vex()).containsExactly("vex.json");
    assertThat(policy.exceptions()).hasSize(2);
    Exemption first = policy.exceptions().get(0);
    assertThat(first.location().line()).isEqualTo(23);
    assertThat(first.expires()).isEqualTo(LocalDate.of(2026, 12, 31));
    assertThat(first.justification()).contains(Justification.VULNERABLE_CODE_NOT_IN_EXECUTE_PATH);
    assertThat(policy.exceptions().get(1).rule()).isEqualTo(Rule.LICENSE);
    assertThat(policy.sha256()).hasSize(64);
  }

  @Test
  void read_nothing_isAPolicyWithoutRules() {
    Policy policy = policy("# to come\n");

    assertThat(policy.isThere()).isTrue();
    assertThat(policy.failOn()).isEqualTo(Optional.empty());
    assertThat(policy.licenses().isAny()).isTrue();
  }

  @Test
  void read_unknownKey_isTold() {
    assertThatThrownBy(() -> policy("vulnerabilities:\n  fail-on: high\n  ignore-unfxed: true\n"))
        .isInstanceOf(HermeticException.class)
        .hasMessage(
            "HERM-POLICY-001 hermetic-policy.yml:3:3: `ignore-unfxed` is no key of `vulnerabilities`\n"
                + "  Fix: write `ignore-unfixed`, or take it out");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "severity: high | hermetic-policy.yml:1:1: `severity` is no key of a policy | ''",
        "vulnerabilities: high | 1:18: `vulnerabilities` is the string | write a mapping",
        "'vulnerabilities: {fail-on: severe}' | `fail-on` is `severe` | write one of none, critical, high, medium, low",
        "'vulnerabilities: {unknown-severity: warn}' | `unknown-severity` is `warn` | write one of fail, ignore",
        "'vulnerabilities: {ignore-unfixed: 1}' | `ignore-unfixed` is the number 1 | write true or false",
        "minimum-coverage: 101% | `minimum-coverage` is `101%` | write a whole percentage",
        "cooldown: soon | `cooldown` is `soon`, which is no duration | write it as 7d",
        "'maximum-age: {pins: none}' | `pins` is `none`, which is no duration | ''",
        "'channels: []' | `channels` is a list | write a list with something in it",
        "'licenses: {deny: [^(.$]}' | `deny` has a pattern that cannot be read | ''",
        "'licenses: {deny: GPL-3.0}' | `deny` names `GPL-3.0`, and no licence is called so today | write `GPL-3.0-only`",
        "'licenses: {deny: [MIT, GPLv3+]}' | `deny` names `GPLv3+`, and no licence | write `GPL-3.0-or-later`",
        "'licenses: {allow: [MIT or Apache-2.0]}' | which is not one licence of the SPDX licence list | ''",
        "'licenses: {allow: FOO-9}' | `allow` names `FOO-9`, which is not one licence | https://spdx.org/licenses",
        "'licenses: {deny: GPL3-*}' | `deny` names `GPL3-*`, which no identifier of the SPDX licence list matches | GPL-*",
        "'signatures: [{image: x}]' | a signature has no `key` | add `key:`",
        "'exceptions: [{vulnerability: CVE-1, owner: me, expires: 2026-01-01}]' | an exception has no `reason` | ''",
        "'exceptions: [{vulnerability: CVE-1, reason: x, expires: 2026-01-01}]' | an exception has no `owner` | ''",
        "'exceptions: [{vulnerability: CVE-1, reason: x, owner: me}]' | an exception has no `expires` | ''",
        "'exceptions: [{vulnerability: CVE-2026-*, reason: x, owner: me, expires: 2026-01-01}]' | from one vulnerability, and `CVE-2026-*` is the name of none | give each its own exception",
        "'exceptions: [{reason: x, owner: me, expires: 2026-01-01}]' | an exception does not say what it is from | ''",
        "'exceptions: [{vulnerability: C, rule: license, reason: x, owner: me, expires: 2026-01-01}]' | from a `vulnerability` and from a `rule` | ''",
        "'exceptions: [{rule: expired, reason: x, owner: me, expires: 2026-01-01}]' | `rule` is `expired` | ''",
        "'exceptions: [{vulnerability: C, reason: x, owner: me, expires: 2026-02-30}]' | which is no date | write it as 2026-12-31",
        "'exceptions: [{rule: license, justification: component_not_present, reason: x, owner: me, expires: 2026-01-01}]' | has a `justification` | ''",
        "'exceptions: [{vulnerability: C, justification: because, reason: x, owner: me, expires: 2026-01-01}]' | `justification` is `because` | ''"
      })
  void read_wrongValue_isTold(String text, String fact, String fix) {
    assertThatThrownBy(() -> policy(text))
        .isInstanceOf(HermeticException.class)
        .hasMessageStartingWith("HERM-POLICY-001 hermetic-policy.yml:1:")
        .hasMessageContaining(fact.replace("the string", "a string"))
        .hasMessageContaining(fix);
  }

  @Test
  void read_severalProblems_areAllTold() {
    assertThatThrownBy(() -> policy("severity: 1\ncooldown: x\nexceptions: [{}]\n"))
        .isInstanceOfSatisfying(
            HermeticException.class,
            e -> assertThat(e.problems()).hasSizeGreaterThanOrEqualTo(5));
  }
}
