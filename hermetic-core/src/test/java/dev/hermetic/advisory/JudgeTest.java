package dev.hermetic.advisory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hermetic.advisory.Advisory.Affected;
import dev.hermetic.advisory.Judgement.Outcome;
import dev.hermetic.advisory.VersionOrder.NotAVersion;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JudgeTest {
  private static Affected affected(Osv osv) {
    byte[] json = osv.toString().getBytes(StandardCharsets.UTF_8);
    return new AdvisoryReader(one -> {}).read(json, json.length, "test").orElseThrow().affected().get(0);
  }

  private static String judged(Osv osv, String version) throws NotAVersion {
    Judgement judgement = Judge.judge(affected(osv), version, VersionOrder.pypi());
    return judgement.outcome() + " " + judgement.fixed();
  }

  @ParameterizedTest
  @CsvSource({
    "3.9, CLEAR ''",
    "4.0, AFFECTED 4.3",
    "4.2.9, AFFECTED 4.3",
    "4.3, CLEAR ''",
    "5.0rc1, CLEAR ''",
    "5.0, AFFECTED 5.2",
    "5.2.dev1, AFFECTED 5.2",
    "5.2, CLEAR ''",
  })
  void judge_twoBranches_eachHasItsFix(String version, String expected) throws NotAVersion {
    Osv osv =
        Osv.of("X-1")
            .affects("PyPI", "x", "introduced 4.0", "fixed 4.3", "introduced 5.0", "fixed 5.2");
    assertThat(judged(osv, version)).isEqualTo(expected.replace("''", ""));
  }

  @Test
  void judge_eventsInAnyOrder_isTheSame() throws NotAVersion {
    List<String> events =
        new ArrayList<>(List.of("introduced 0", "fixed 1.0", "introduced 2.0", "last_affected 2.5"));
    for (int i = 0; i < events.size(); i++) {
      Collections.rotate(events, 1);
      Osv osv = Osv.of("X-1").affects("PyPI", "x", events.toArray(String[]::new));
      assertThat(judged(osv, "0.1")).isEqualTo("AFFECTED 1.0");
      assertThat(judged(osv, "1.0")).isEqualTo("CLEAR ");
      assertThat(judged(osv, "2.5.0")).isEqualTo("AFFECTED ");
      assertThat(judged(osv, "2.5.1")).isEqualTo("CLEAR ");
    }
  }

  @Test
  void judge_limit_boundsTheRange() throws NotAVersion {
    Osv osv = Osv.of("X-1").affects("PyPI", "x", "introduced 1.0", "limit 2.0");
    assertThat(judged(osv, "1.5")).isEqualTo("AFFECTED ");
    assertThat(judged(osv, "2.0")).isEqualTo("CLEAR ");
    assertThat(judged(Osv.of("X-1").affects("PyPI", "x", "introduced 0", "limit *"), "9"))
        .isEqualTo("AFFECTED ");
  }

  @Test
  void judge_listedVersions_areEqualByPep440() throws NotAVersion {
    Osv osv = Osv.of("X-1").lists("PyPI", "x", "1.0", "2004d-legacy", "1.1.post1");
    assertThat(judged(osv, "1.0.0")).isEqualTo("AFFECTED ");
    assertThat(judged(osv, "1.0+cu121")).isEqualTo("AFFECTED ");
    assertThat(judged(osv, "1.1-1")).isEqualTo("AFFECTED ");
    assertThat(judged(osv, "1.2")).isEqualTo("CLEAR ");
  }

  @Test
  void judge_fixThatIsAffectedItself_isNone() throws NotAVersion {
    Osv osv =
        Osv.of("X-1")
            .affects("PyPI", "x", "introduced 1", "fixed 2", "introduced 2", "fixed 3");
    assertThat(judged(osv, "1.5")).isEqualTo("AFFECTED 3");
  }

  @Test
  void judge_rangeThatIsNoVersion_isUndecided() throws NotAVersion {
    Osv osv = Osv.of("X-1").affects("PyPI", "x", "introduced 0", "fixed banana");
    Judgement judgement = Judge.judge(affected(osv), "1.0", VersionOrder.pypi());
    assertThat(judgement.outcome()).isEqualTo(Outcome.UNDECIDED);
    assertThat(judgement.reason()).isEqualTo("'banana' in its ranges is no version");
  }

  @Test
  void judge_commitsAlone_isUndecided() throws NotAVersion {
    Osv osv = Osv.of("X-1").commits("PyPI", "x", "https://github.com/x/x");
    assertThat(judged(osv, "1.0")).isEqualTo("UNDECIDED ");
  }

  @Test
  void judge_packageWithoutVersion_isTold() {
    Osv osv = Osv.of("X-1").affects("PyPI", "x", "introduced 0");
    assertThatThrownBy(() -> judged(osv, "2024a-x_y")).isInstanceOf(NotAVersion.class);
  }

  @Test
  void judge_tags_countAsReleases() {
    TagForms openssl = TagForms.of(List.of("openssl-{}", "OpenSSL_{}"));
    Osv osv =
        Osv.of("OSV-1")
            .commits(
                "OSS-Fuzz", "openssl", "https://github.com/openssl/openssl", "openssl-3.0.1",
                "OpenSSL_1_1_1w", "OpenSSL_1_1_1-pre1", "master");
    assertThat(Judge.judge(affected(osv), "3.0.1", openssl).outcome()).isEqualTo(Outcome.AFFECTED);
    assertThat(Judge.judge(affected(osv), "1.1.1w", openssl).outcome()).isEqualTo(Outcome.AFFECTED);
    assertThat(Judge.judge(affected(osv), "3.0.2", openssl).outcome()).isEqualTo(Outcome.CLEAR);
    Osv strange = Osv.of("OSV-1").commits("OSS-Fuzz", "openssl", "https://x.org/y", "v1", "main");
    assertThat(Judge.judge(affected(strange), "3.0.1", openssl).reason())
        .isEqualTo("none of its tags is that of a release");
    Osv none = Osv.of("OSV-1").commits("OSS-Fuzz", "openssl", "https://x.org/y");
    assertThat(Judge.judge(affected(none), "3.0.1", openssl).reason())
        .isEqualTo("it names commits and no release");
  }

  @ParameterizedTest
  @CsvSource({
    "R, 1.0, 1.0.0, -1",
    "R, 0.99-8.47, 0.99-8.5, 1",
    "R, 1.10_1, 1.10-1, 0",
    "SEMVER, 1.0.0-alpha.1, 1.0.0-alpha.beta, -1",
    "SEMVER, 1.0.0-rc.1, 1.0.0, -1",
    "SEMVER, 1.0.0-alpha.9, 1.0.0-alpha.10, -1",
    "SEMVER, v1.2, 1.2.0+build, 0",
    "MAVEN, 1.0-alpha-1, 1.0-beta, -1",
    "MAVEN, 1.0-rc1, 1.0-cr1, 0",
    "MAVEN, 1.0-SNAPSHOT, 1.0, -1",
    "MAVEN, 1.0.0, 1, 0",
    "MAVEN, 1.0.Final, 1.0, 0",
    "MAVEN, 1.0-sp, 1.0, 1",
    "MAVEN, 1-foo10, 1-foo2, 1",
    "MAVEN, 1.0-1, 1.0.1, -1",
    "MAVEN, 2.9.10.1, 2.9.10, 1",
    "MAVEN, 31.1-jre, 32.0.0-android, -1",
    "MAVEN, 1-a1, 1-alpha-1, 0",
    "MAVEN, 1.foo, 1-foo, 0",
    "MAVEN, 1-foo, 1-1, -1",
    "MAVEN, 1.0.0-foo.0.0, 1-foo, 0",
  })
  void order_ofEachEcosystem_isItsOwn(String order, String one, String other, int expected)
      throws NotAVersion {
    VersionOrder by =
        switch (order) {
          case "R" -> VersionOrder.R;
          case "MAVEN" -> VersionOrder.MAVEN;
          default -> VersionOrder.SEMVER;
        };
    assertThat(Integer.signum(by.compare(one, other))).isEqualTo(expected);
    assertThat(Integer.signum(by.compare(other, one))).isEqualTo(-expected);
  }
}
