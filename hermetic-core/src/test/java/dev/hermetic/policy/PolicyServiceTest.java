package dev.hermetic.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hermetic.advisory.Osv;
import dev.hermetic.lock.LockRequest;
import dev.hermetic.oci.Digest;
import dev.hermetic.sbom.CachedPackages;
import dev.hermetic.scan.ScanProject;
import dev.hermetic.testkit.TestWheel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a verdict is gathered from: lock, packages in the cache, documents beside the policy. */
class PolicyServiceTest {
  @TempDir Path folder;

  private ScanProject project;
  private Path wheel;
  private String sha256;

  @BeforeEach
  void begin() throws Exception {
    TestWheel made = TestWheel.of("lib", "1").withHeader("License-Expression: AGPL-3.0-only");
    wheel = Files.write(folder.resolve(made.fileName()), made.bytes());
    sha256 = Digest.of(made.bytes()).hex();
    project =
        new ScanProject(folder.resolve("project"))
            .file("environment.yml", "channels: []", "dependencies: [pip: [lib]]")
            .file(
                "advisories.jsonl",
                Osv.of("PYSEC-1")
                    .field("modified", "\"2026-10-30T00:00:00Z\"")
                    .affects("PyPI", "lib", "introduced 0", "fixed 2")
                    .toString())
            .locked("pip:lib 1");
    Path lock = project.folder.resolve("conda-lock.yml");
    Files.writeString(lock, Files.readString(lock).replace("0".repeat(64) + "\n  cat", sha256 + "\n  cat"));
  }

  private PolicyRequest request(String policy) {
    project.file("hermetic-policy.yml", policy);
    return new PolicyRequest(
        project.scan(),
        project.request(LockRequest.Mode.FROZEN),
        project.folder.resolve("hermetic-policy.yml"),
        PolicyJudge.Limits.NONE,
        folder.resolve("image"),
        (image, key) -> "nobody asks");
  }

  private Verdict judge(PolicyRequest request) {
    return new PolicyService(project.settings(), Clock.fixed(ScanProject.NOW, ZoneOffset.UTC))
        .judge(request);
  }

  @Test
  void judge_wheelInTheCache_isHeldToTheLicenceThatItNames() {
    String policy = "vulnerabilities: {fail-on: none}\nlicenses: {deny: AGPL-*}";

    assertThat(judge(request(policy)).violations())
        .extracting(one -> one.subject() + ": " + one.fact())
        .containsExactly("conda-lock.yml:13: nobody tells the licence of lib 1");

    CachedPackages.put(
        project.cache,
        List.of(
            CachedPackages.request(
                String.valueOf(wheel.getFileName()), wheel.toUri().toString(), sha256)));
    assertThat(judge(request(policy)).violations())
        .extracting(Violation::fact)
        .containsExactly("lib 1 is under AGPL-3.0-only, which is not allowed");
    assertThat(judge(request("vulnerabilities: {fail-on: none}\nlicenses: {allow: AGPL-*}")).passed())
        .isTrue();
  }

  @Test
  void judge_documentBesideThePolicy_excuses() {
    project.file(
        "vex/vendor.json",
        """
        {"@context": "https://openvex.dev/ns/v0.2.0", "@id": "https://example.org/vex/1",
         "author": "vendor", "timestamp": "2026-10-01T00:00:00Z", "version": 1,
         "statements": [
          {"vulnerability": {"name": "PYSEC-1"}, "products": [{"@id": "pkg:pypi/lib@1"}],
           "status": "not_affected", "justification": "vulnerable_code_not_present"}]}
        """);

    assertThat(judge(request("")).violations()).hasSize(1);
    Verdict verdict = judge(request("vex: [vex/vendor.json]"));
    assertThat(verdict.passed()).isTrue();
    assertThat(verdict.excused()).extracting(Excused::source).containsExactly("vex/vendor.json");
    assertThatThrownBy(() -> judge(request("vex: [vex/none.json]")))
        .hasMessageStartingWith("HERM-YAML-001 vex/none.json: there is no such file");
  }

  @Test
  void write_verdict_namesLockAndPolicy_soThatThePushKnowsIt() throws Exception {
    PolicyRequest request = request("vulnerabilities: {fail-on: none}");
    Path written = folder.resolve("scan");
    List<Path> files = write(request, written, "stable");

    assertThat(files)
        .extracting(file -> String.valueOf(file.getFileName()))
        .containsExactly("hermetic.sarif", "junit.xml", "openvex.json", "verdict.json");
    Policy policy = Policy.read(project.folder.resolve("hermetic-policy.yml"), Policy.NAME);
    String lock = Digest.of(Files.readAllBytes(project.folder.resolve("conda-lock.yml"))).hex();
    assertThatThrownBy(
            () ->
                VerdictGate.check(
                    written.resolve(VerdictGate.FILE), policy, lock, "sha256:1", ScanProject.NOW))
        .hasMessageContaining("before there was an image, so its base was not looked at");
    assertThatThrownBy(
            () ->
                VerdictGate.check(
                    written.resolve(VerdictGate.FILE), policy, "0", "sha256:1", ScanProject.NOW))
        .hasMessageContaining("of another lock");
  }

  @Test
  void write_verdictOfATrack_tellsCommandsOfTheTrack() {
    PolicyRequest request = request("");
    Path written = folder.resolve("scan");
    write(request, written, "research");

    assertThat(List.of("verdict.json", "junit.xml", "openvex.json", "hermetic.sarif"))
        .allSatisfy(
            name ->
                assertThat(written.resolve(name))
                    .content()
                    .contains("mvn hermetic:update -Dhermetic.track=research -Dhermetic.packages="));
  }

  private List<Path> write(PolicyRequest request, Path written, String track) {
    return PolicyService.write(
        judge(request),
        request,
        new PolicyService.Output(
            written,
            written.resolve("hermetic.sarif"),
            "author",
            "0.1.0",
            Instant.EPOCH,
            track));
  }
}
