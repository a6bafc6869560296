package dev.hermetic.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hermetic.attest.SimpleSigning;
import dev.hermetic.attest.TestKeys;
import dev.hermetic.image.PushedProject;
import dev.hermetic.oci.Digest;
import dev.hermetic.registry.DebianRegistry;
import dev.hermetic.testkit.LoopbackRegistry;
import dev.hermetic.trust.TrustKit;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TimeZone;
import java.util.stream.Collectors;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
@DisabledOnOs(OS.WINDOWS)
class AuditServiceTest {
  @TempDir Path temp;
  private final LoopbackRegistry server = LoopbackRegistry.start();
  private PushedProject project;

  @BeforeEach
  void push() throws Exception {
    project = PushedProject.push(Files.createDirectory(temp.resolve("project")), server.host());
  }

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void write_ofAll_isVerifiedByTheCommandsThatItNames() throws Exception {
    project.write("target/hermetic/sbom/a.cdx.json", "{\"bomFormat\":\"CycloneDX\"}");
    project.write("target/hermetic/scan/scan.json", "{}");
    project.write("environment.yml", "dependencies: [tool]\n");
    project.write("conda-linux-64.lock", "@EXPLICIT\n");
    TrustKit.sign(project, TestKeys.signing(), project.work().resolve("sign"));

    AuditResult result = write("audit.zip");

    assertThat(result.entries())
        .containsExactly(
            "README.md",
            "image/config.json",
            "image/image.json",
            "image/manifest.json",
            "image/removed.tsv",
            "lock/conda-linux-64.lock",
            "lock/conda-lock.yml",
            "lock/environment.yml",
            "prefix/hermetic-manifest.tsv",
            "sbom/a.cdx.json",
            "scan/scan.json",
            "signatures/a.cdx.sigstore.json",
            "signatures/cosign.pub",
            "signatures/payload.json",
            "signatures/payload.json.sig",
            "signatures/provenance.sigstore.json",
            "signatures/scan.sigstore.json",
            "signatures/signature.sigstore.json");
    assertThat(result.absent())
        .containsExactly("No repodata snapshots: this build did not solve the lock");
    assertThat(result.sha256()).isEqualTo(Digest.of(Files.readAllBytes(result.file())).hex());
    Path folder = unzip(result.file());
    String readme = Files.readString(folder.resolve("README.md"));
    assertThat(readme).contains("\nSource: revision `0123abc`, as the image names it\n");
    DebianRegistry.require("openssl");
    String commands =
        readme
            .lines()
            .dropWhile(line -> !line.equals("```"))
            .skip(1)
            .takeWhile(line -> !line.equals("```"))
            // cosign is not at hand here.
            .filter(line -> !line.startsWith("cosign "))
            .collect(Collectors.joining("\n"));
    assertThat(DebianRegistry.run(List.of("sh", "-ec", "cd '" + folder + "'\n" + commands)))
        .contains("image/manifest.json: OK")
        .contains("lock/conda-lock.yml: OK")
        .contains("signatures/cosign.pub: OK")
        .endsWith("Verified OK\n");
  }

  @Test
  void write_inAnotherTimeZone_isTheSameBytes() throws Exception {
    byte[] first = Files.readAllBytes(write("a.zip").file());
    TimeZone before = TimeZone.getDefault();
    try {
      TimeZone.setDefault(TimeZone.getTimeZone("Asia/Kathmandu"));
      assertThat(Files.readAllBytes(write("b.zip").file())).isEqualTo(first);
    } finally {
      TimeZone.setDefault(before);
    }
  }

  @Test
  void write_lockAlone_saysWhatIsNotInIt() throws Exception {
    Files.delete(project.work().resolve("image/image.json"));

    AuditResult result = write("audit.zip");

    assertThat(result.entries()).containsExactly("README.md", "lock/conda-lock.yml");
    assertThat(read(unzip(result.file()).resolve("README.md")))
        .contains(
            "## What is not in it\n\n"
                + "- No repodata snapshots: this build did not solve the lock\n"
                + "- No image: hermetic:image makes it\n"
                + "- No bill of materials: hermetic:sbom makes it\n"
                + "- No scan and no verdict: hermetic:scan makes them\n"
                + "- No signatures and no provenance: hermetic:sign makes them\n");
  }

  @Test
  void write_otherLock_isRefusedAndNothingIsWritten() throws Exception {
    Files.writeString(project.lockfile(), read(project.lockfile()) + "# changed\n");

    assertThatThrownBy(() -> write("audit.zip"))
        .hasMessage(
            "HERM-AUDIT-001 conda-lock.yml: the image was made from another lock than this one\n"
                + "  Fix: make the image from it (`mvn package`), or check out the lock that the image"
                + " was made from");
    assertThat(temp.resolve("audit.zip")).doesNotExist();
  }

  @Test
  void write_signatureOfAnotherImage_isRefused() throws Exception {
    Digest other = new Digest("0".repeat(64));
    project.write(
        "target/hermetic/sign/payload.json",
        new String(new SimpleSigning("x", other).json(), StandardCharsets.UTF_8));

    assertThatThrownBy(() -> write("audit.zip"))
        .hasMessage(
            "HERM-AUDIT-002 target/hermetic/sign/payload.json: it is signed for "
                + other
                + ", and the image is "
                + project.digest()
                + "\n  Fix: push and sign the image (`mvn deploy`), or remove the folder of"
                + " signatures");
  }

  @Test
  void write_whatWasChangedAfterItWasSigned_isRefused() throws Exception {
    project.write("target/hermetic/sbom/a.cdx.json", "{\"bomFormat\":\"CycloneDX\"}");
    project.write("target/hermetic/scan/scan.json", "{\"findings\":[1]}");
    Path signatures = project.work().resolve("sign");
    TrustKit.sign(project, TestKeys.signing(), signatures);
    project.write("target/hermetic/sbom/a.cdx.json", "{\"bomFormat\":\"CycloneDX\",\"version\":2}");
    project.write("target/hermetic/scan/scan.json", "{\"findings\":[]}");
    String fix =
        "\n  Fix: make it again with the goal that writes it, and sign again (`mvn deploy`, or"
            + " hermetic:sign)";

    assertThatThrownBy(() -> write("audit.zip"))
        .hasMessage(
            "HERM-AUDIT-005 target/hermetic/sbom/a.cdx.json: it is not the one that was signed, which"
                + " target/hermetic/sign/a.cdx.sigstore.json has"
                + fix
                + "\nHERM-AUDIT-005 target/hermetic/scan/scan.json: it is not the one that was signed,"
                + " which target/hermetic/sign/scan.sigstore.json has"
                + fix);
    assertThat(temp.resolve("audit.zip")).doesNotExist();

    project.write("target/hermetic/sbom/a.cdx.json", "{\"bomFormat\":\"CycloneDX\"}");
    project.write("target/hermetic/scan/scan.json", "{\"findings\":[1]}");
    Files.writeString(
        signatures.resolve("cosign.pub"), TestKeys.other().verifying().pem());
    assertThatThrownBy(() -> write("audit.zip"))
        .hasMessageContaining(
            "HERM-AUDIT-005 target/hermetic/sign/provenance.sigstore.json: it was changed after it was"
                + " signed, or signed by another key than cosign.pub beside it"
                + fix);
  }

  @Test
  void write_whatCannotBeRead_isAProblem() throws Exception {
    project.write("target/hermetic/sbom", "no folder");
    assertThat(write("audit.zip").absent())
        .contains("No bill of materials: hermetic:sbom makes it");
    AuditRequest request =
        new AuditRequest(
            "x",
            project.folder(),
            project.work(),
            project.folder().resolve("none.yml"),
            List.of(),
            project.prefix(),
            temp.resolve("audit.zip"));
    assertThatThrownBy(() -> AuditService.write(request))
        .hasMessage(
            "HERM-AUDIT-004 none.yml: there is no lock, and so nothing to audit\n"
                + "  Fix: run `mvn hermetic:lock`");
    assertThat(AuditProblems.unreadable("a", new IOException("worn out")))
        .hasMessage(
            "HERM-AUDIT-003 a: it cannot be read: worn out\n"
                + "  Fix: make it readable, or make it again with the goal that writes it");
  }

  private AuditResult write(String name) {
    return AuditService.write(
        new AuditRequest(
            "test 1",
            project.folder(),
            project.work(),
            project.lockfile(),
            List.of(
                project.folder().resolve("environment.yml"),
                project.folder().resolve("hermetic-policy.yml")),
            project.prefix(),
            temp.resolve(name)));
  }

  private Path unzip(Path file) throws IOException {
    Path folder = temp.resolve("unzipped");
    try (ZipFile zip = new ZipFile(file.toFile())) {
      for (var entry : zip.stream().toList()) {
        Path target = folder.resolve(entry.getName());
        Files.createDirectories(target.getParent());
        Files.write(target, zip.getInputStream(entry).readAllBytes());
      }
    }
    return folder;
  }

  private static String read(Path file) throws IOException {
    return Files.readString(file);
  }
}
