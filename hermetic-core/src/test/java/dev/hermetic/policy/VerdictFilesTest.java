package dev.hermetic.policy;

import static dev.hermetic.policy.PolicyKit.NINE_EIGHT;
import static dev.hermetic.policy.PolicyKit.conda;
import static dev.hermetic.policy.PolicyKit.facts;
import static dev.hermetic.policy.PolicyKit.finding;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.hermetic.policy.PolicyKit.Environment;
import dev.hermetic.problem.HermeticException;
import dev.hermetic.scan.Subject;
import dev.hermetic.text.TextStyle;
import dev.hermetic.yaml.YamlFile;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

class VerdictFilesTest {
  private static final Subject NUMPY = conda("numpy", "1.26.0");
  private static final Subject ZLIB = conda("zlib", "1.3");
  private static final VerdictJson.Subject SUBJECT =
      new VerdictJson.Subject("conda-lock.yml", "ef".repeat(32), "sha256:1");

  static Verdict failed() {
    return new Environment()
        .mapped(NUMPY)
        .unknown(ZLIB)
        .with(facts(NUMPY, "GPL-3.0-only"))
        .with(finding(NUMPY, "GHSA-1", NINE_EIGHT, "1.26.4"))
        .with(finding(NUMPY, "GHSA-2", "", "1.26.4"))
        .with(finding(NUMPY, "<GHSA> & \"3\" \u0007", "", ""))
        .judge(
            "licenses: {deny: GPL-*}\nexceptions: [{vulnerability: GHSA-2, reason: r, owner: o,"
                + " expires: 2027-01-01}]");
  }

  private static Verdict passed() {
    return new Environment().mapped(NUMPY).unknown(ZLIB).judge("");
  }

  @Test
  void json_saysAll_andIsTheSameAgain() throws Exception {
    String text = VerdictJson.of(failed(), SUBJECT);
    JsonNode json = new ObjectMapper().readTree(text);

    assertThat(VerdictJson.of(failed(), SUBJECT)).isEqualTo(text);
    assertThat(json.path("passed").asBoolean()).isFalse();
    assertThat(json.path("judged").asText()).isEqualTo("2026-06-30T12:00:00Z");
    assertThat(json.path("lock").path("sha256").asText()).isEqualTo("ef".repeat(32));
    assertThat(json.path("violations")).hasSize(3);
    assertThat(json.path("violations").get(0).path("vulnerability").asText()).isEqualTo("GHSA-1");
    assertThat(json.path("excused").get(0).path("until").asText()).isEqualTo("2027-01-01");
    assertThat(json.path("coverage").path("none").asInt()).isEqualTo(1);
    assertThat(json.path("findings").path("unknown").asInt()).isEqualTo(2);
  }

  @Test
  void console_saysTheVerdictFirst_andWhatIsExcused() {
    assertThat(VerdictText.lines(failed(), new TextStyle(200, true)))
        .containsExactly(
            "Verdict (hermetic-policy.yml): failed: 2 vulnerabilities, 1 licence; 1 excused; 2 of"
                + " unknown severity; 1 of 2 packages is covered by no advisories",
            "  excused: GHSA-2 in numpy 1.26.0, r (o, until 2027-01-01)");
  }

  @Test
  void junit_isXml_andSkipsWhatNobodyKnows() throws Exception {
    Document xml =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(
                new ByteArrayInputStream(
                    JunitReport.of(failed()).getBytes(StandardCharsets.UTF_8)));

    Element suite = (Element) xml.getElementsByTagName("testsuite").item(0);
    assertThat(suite.getAttribute("tests")).isEqualTo("2");
    assertThat(suite.getAttribute("failures")).isEqualTo("1");
    assertThat(suite.getAttribute("skipped")).isEqualTo("1");
    Element failure = (Element) xml.getElementsByTagName("failure").item(0);
    assertThat(failure.getAttribute("message")).startsWith("HERM-POLICY-011 conda-lock.yml:7: numpy");
    assertThat(failure.getTextContent()).contains("<GHSA> & \"3\" ", "GHSA-1");
    assertThat(((Element) xml.getElementsByTagName("skipped").item(0)).getAttribute("message"))
        .isEqualTo("no advisories speak of it");
    Element policy = (Element) xml.getElementsByTagName("testsuite").item(1);
    assertThat(policy.getAttribute("failures")).isEqualTo("1");
  }

  @Test
  void gate_verdictOfThisLockPolicyAndImage_letsThrough(@TempDir Path folder) throws Exception {
    Path file = folder.resolve(VerdictGate.FILE);
    Policy policy = PolicyKit.policy("");
    String lock = SUBJECT.lockSha256();

    assertThatThrownBy(() -> VerdictGate.check(file, policy, lock, "sha256:1", PolicyKit.NOW))
        .isInstanceOf(HermeticException.class)
        .hasMessage(
            "HERM-POLICY-030 hermetic-policy.yml: the image was not scanned, and there is a policy"
                + " for it\n  Fix: run `mvn hermetic:scan`, then push again");

    Files.writeString(file, VerdictJson.of(passed(), SUBJECT));
    assertThatCode(() -> VerdictGate.check(file, policy, lock, "sha256:1", PolicyKit.NOW))
        .doesNotThrowAnyException();
    assertThatThrownBy(() -> VerdictGate.check(file, policy, "00".repeat(32), "sha256:1", PolicyKit.NOW))
        .hasMessageContaining("the last scan was of another lock");
    assertThatThrownBy(() -> VerdictGate.check(file, policy, lock, "sha256:2", PolicyKit.NOW))
        .hasMessageContaining("the last scan was of another image");
    Policy other =
        PolicyReader.read(
            YamlFile.parse("", "p.yml"), "p.yml", "00".repeat(32));
    assertThatThrownBy(() -> VerdictGate.check(file, other, lock, "sha256:1", PolicyKit.NOW))
        .hasMessageContaining("the policy is another one");

    Files.writeString(
        file,
        VerdictJson.of(
            passed(), new VerdictJson.Subject("conda-lock.yml", SUBJECT.lockSha256(), "")));
    assertThatThrownBy(() -> VerdictGate.check(file, policy, lock, "sha256:1", PolicyKit.NOW))
        .hasMessageContaining("so its base was not looked at");

    Files.writeString(file, VerdictJson.of(failed(), SUBJECT));
    assertThatThrownBy(() -> VerdictGate.check(file, policy, lock, "sha256:1", PolicyKit.NOW))
        .hasMessageContaining("the last scan failed");
    Files.writeString(file, "{\"passed\": tr");
    assertThatThrownBy(() -> VerdictGate.check(file, policy, lock, "sha256:1", PolicyKit.NOW))
        .hasMessageContaining("cannot be read");
    Files.writeString(file, "");
    assertThatThrownBy(() -> VerdictGate.check(file, policy, lock, "sha256:1", PolicyKit.NOW))
        .hasMessageContaining("cannot be read");
  }

  @Test
  void gate_noPolicyButAScan_needsItsVerdict(@TempDir Path folder) throws Exception {
    Path file = folder.resolve(VerdictGate.FILE);
    String lock = SUBJECT.lockSha256();

    assertThatThrownBy(
            () -> VerdictGate.check(file, Policy.NONE, lock, "sha256:1", PolicyKit.NOW))
        .hasMessage(
            "HERM-POLICY-030 verdict.json: the image was not scanned, and the project scans\n"
                + "  Fix: run `mvn hermetic:scan`, then push again");
    Files.writeString(
        file, VerdictJson.of(passed(), SUBJECT).replace(PolicyKit.policy("").sha256(), ""));
    assertThatThrownBy(
            () -> VerdictGate.check(file, Policy.NONE, lock, "sha256:2", PolicyKit.NOW))
        .hasMessageContaining("the last scan was of another image");
    assertThatCode(() -> VerdictGate.check(file, Policy.NONE, lock, "sha256:1", PolicyKit.NOW))
        .doesNotThrowAnyException();
  }

  @Test
  void gate_exceptionThatEndedSinceTheScan_holdsBack(@TempDir Path folder) throws Exception {
    Path file = folder.resolve(VerdictGate.FILE);
    Policy policy =
        PolicyKit.policy(
            "exceptions: [{vulnerability: GHSA-2, reason: r, owner: o, expires: 2026-07-01}]");
    Verdict verdict =
        new Environment()
            .mapped(NUMPY)
            .judge(
                "exceptions: [{vulnerability: GHSA-2, reason: r, owner: o, expires: 2026-07-01}]");
    Files.writeString(file, VerdictJson.of(verdict, SUBJECT));
    String lock = SUBJECT.lockSha256();

    assertThatCode(
            () ->
                VerdictGate.check(
                    file, policy, lock, "sha256:1", Instant.parse("2026-07-01T23:59:59Z")))
        .doesNotThrowAnyException();
    assertThatThrownBy(
            () ->
                VerdictGate.check(
                    file, policy, lock, "sha256:1", Instant.parse("2026-07-02T00:00:00Z")))
        .hasMessageStartingWith(
            "HERM-POLICY-030 hermetic-policy.yml: the exception from GHSA-2 has ended since the last"
                + " scan");
  }

  @Test
  void gate_advisoriesThatGrewTooOldSinceTheScan_holdBack(@TempDir Path folder) throws Exception {
    Path file = folder.resolve(VerdictGate.FILE);
    String week = "maximum-age: {advisories: 7d}";
    Files.writeString(file, VerdictJson.of(new Environment().mapped(NUMPY).judge(week), SUBJECT));

    gate(file, week, "2026-07-05T12:00:00Z");
    assertThatThrownBy(() -> gate(file, week, "2026-07-05T12:00:01Z"))
        .hasMessage(
            "HERM-POLICY-030 hermetic-policy.yml: the advisories of the last scan are too old by now"
                + " (advisories.zip): its newest advisory is of 2026-06-28, 7 days ago, and 7 days are"
                + " allowed\n  Fix: run `mvn hermetic:scan`, then push again");
    gate(
        file,
        "exceptions: [{rule: advisory-age, reason: r, owner: o, expires: 2027-01-01}]",
        "2026-12-31T00:00:00Z");

    String any = "maximum-age: {advisories: none}";
    Files.writeString(file, VerdictJson.of(new Environment().mapped(NUMPY).judge(any), SUBJECT));
    gate(file, any, "2036-01-01T00:00:00Z");

    // A service was of the time of the scan.
    Files.writeString(
        file, VerdictJson.of(new Environment().mapped(NUMPY).service().judge(week), SUBJECT));
    gate(file, week, "2026-07-07T12:00:00Z");
    assertThatThrownBy(() -> gate(file, week, "2026-07-07T12:00:01Z"))
        .hasMessageContaining("its newest advisory is of 2026-06-30, 7 days ago");

    String text = Files.readString(file);
    Files.writeString(file, text.replace("\"maximumAge\"", "\"other\""));
    assertThatThrownBy(() -> gate(file, week, "2026-07-01T00:00:00Z"))
        .hasMessageContaining("the verdict of the last scan cannot be read");
  }

  private static void gate(Path file, String policy, String now) {
    VerdictGate.check(
        file, PolicyKit.policy(policy), SUBJECT.lockSha256(), "sha256:1", Instant.parse(now));
  }

  @Test
  void forget_takesTheVerdictAway_orSaysThatItIsThere(@TempDir Path folder) throws Exception {
    Path file = folder.resolve(VerdictGate.FILE);
    PolicyService.forget(folder);
    Files.writeString(file, "{}");
    PolicyService.forget(folder);
    assertThat(file).doesNotExist();

    Files.createDirectories(file.resolve("in"));
    assertThatThrownBy(() -> PolicyService.forget(folder))
        .hasMessageStartingWith(
            "HERM-POLICY-031 " + file + ": the verdict of the last scan cannot be deleted: ")
        .hasMessageEndingWith("\n  Fix: delete it, then scan again");
  }
}
