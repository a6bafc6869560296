package dev.hermetic.trust;

import static dev.hermetic.trust.TrustKit.makeDocuments;
import static dev.hermetic.trust.TrustKit.request;
import static dev.hermetic.trust.TrustKit.sign;
import static dev.hermetic.trust.TrustKit.verify;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hermetic.attest.AttestJson;
import dev.hermetic.attest.SigstoreBundle;
import dev.hermetic.attest.Statement;
import dev.hermetic.attest.TestKeys;
import dev.hermetic.event.Listener;
import dev.hermetic.image.PushedProject;
import dev.hermetic.oci.Digest;
import dev.hermetic.oci.ImageReference;
import dev.hermetic.registry.DebianRegistry;
import dev.hermetic.registry.RegistrySettings;
import dev.hermetic.testkit.LoopbackRegistry;
import dev.hermetic.text.TextStyle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
@DisabledOnOs(OS.WINDOWS)
class SignServiceTest {
  private static final String REPOSITORY = "team/test";

  @TempDir Path temp;
  private final LoopbackRegistry server = LoopbackRegistry.start();
  private PushedProject project;

  @BeforeEach
  void push() throws Exception {
    project = PushedProject.push(temp, server.host());
  }

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void sign_registryOfToday_isInBothLayoutsOfCosign() throws Exception {
    SignResult result = sign(project, TestKeys.signing());

    assertThat(TrustText.lines(result, TextStyle.ASCII))
        .containsExactly(
            "  with provenance",
            "The provenance names no repodata: this build did not solve the lock",
            "No bill of materials is signed: hermetic:sbom has made none, and hermetic:verify-image asks for one"
                + " where hermetic.verifyImage.require says nothing else",
            "No scan is signed: hermetic:scan has made none, and hermetic:verify-image asks for one"
                + " where hermetic.verifyImage.require says nothing else",
            "Key " + TestKeys.signing().verifying().hint());
    assertThat(server.tags(REPOSITORY)).containsOnlyKeys("1", tag(".sig"), tag(".att"));
    JsonNode signature = manifest(tag(".sig"));
    JsonNode layer = signature.at("/layers/0");
    assertThat(layer.path("mediaType").asText())
        .isEqualTo("application/vnd.dev.cosign.simplesigning.v1+json");
    byte[] payload = server.blob(REPOSITORY, layer.path("digest").asText()).orElseThrow();
    assertThat(AttestJson.parse(payload, "payload").at("/critical/image/docker-manifest-digest").asText())
        .isEqualTo(project.digest());
    opensslVerifies(
        payload,
        Base64.getDecoder()
            .decode(layer.at("/annotations/dev.cosignproject.cosign~1signature").asText()));
    JsonNode config =
        AttestJson.parse(
            server.blob(REPOSITORY, signature.at("/config/digest").asText()).orElseThrow(), "config");
    assertThat(config.at("/rootfs/diff_ids/0").asText()).isEqualTo(layer.path("digest").asText());
    JsonNode statement = manifest(tag(".att")).at("/layers/0");
    assertThat(statement.path("mediaType").asText())
        .isEqualTo("application/vnd.dsse.envelope.v1+json");
    assertThat(statement.at("/annotations/predicateType").asText())
        .isEqualTo("https://slsa.dev/provenance/v1");
  }

  @Test
  void sign_withBillsAndScan_signsThoseOfTheImagesPlatform() throws Exception {
    makeDocuments(project);

    SignResult result = sign(project, TestKeys.signing());

    assertThat(result.said())
        .containsExactly(
            "provenance",
            "sbom target/hermetic/sbom/test-linux-64.cdx.json",
            "sbom target/hermetic/sbom/test-linux-64.spdx.json",
            "scan target/hermetic/scan/scan.json");
    assertThat(manifest(tag(".att")).path("layers").findValuesAsText("predicateType"))
        .containsExactly(
            "https://slsa.dev/provenance/v1",
            "https://cyclonedx.org/bom",
            "https://spdx.dev/Document",
            "https://cosign.sigstore.dev/attestation/vuln/v1");
    assertThat(verify(project, Kind.SBOM, Kind.SCAN).confirmed())
        .contains("The file target/hermetic/scan/scan.json is the signed one");
  }

  @Test
  void sign_again_writesNothing() throws Exception {
    makeDocuments(project);
    assertThat(sign(project, TestKeys.signing()).fresh()).isTrue();
    // The server notes a request when it has answered: by now all are.
    verify(project);
    server.forgetRequests();

    SignResult again = sign(project, TestKeys.signing());

    assertThat(again.fresh()).isFalse();
    assertThat(server.requests("PUT", ".*")).isEmpty();
    assertThat(server.uploadedBlobs()).isEmpty();
  }

  @Test
  void sign_newScan_takesThePlaceOfTheOldOneUnderTheTag() throws Exception {
    makeDocuments(project);
    sign(project, TestKeys.signing());
    project.write("target/hermetic/scan/scan.json", "{\"database\":{},\"findings\":[]}");

    sign(project, TestKeys.signing());

    assertThat(manifest(tag(".att")).path("layers")).hasSize(4);
    assertThat(verify(project, Kind.SCAN).confirmed())
        .contains("The file target/hermetic/scan/scan.json is the signed one");
  }

  @Test
  void sign_afterAnother_leavesTheirs() {
    sign(project, TestKeys.other());
    sign(project, TestKeys.signing());

    assertThat(manifest(tag(".sig")).path("layers")).hasSize(2);
    assertThat(verify(project).notes())
        .containsExactly(
            "2 more in the tags of cosign 2, of other keys or kinds",
            "2 more in the referrers of cosign 3, of other keys or kinds");
    verify(project, TestKeys.other().verifying(), project.target());
  }

  @Test
  void sign_registryWithoutReferrers_isFoundByTheTagOfTheSpecification() {
    server.refuseReferrers();

    sign(project, TestKeys.signing());
    assertThat(sign(project, TestKeys.signing()).fresh()).isFalse();

    assertThat(manifest(tag("")).path("manifests")).hasSize(2);
    assertThat(manifest(tag("")).at("/manifests/0/artifactType").asText())
        .isEqualTo(SigstoreBundle.MEDIA_TYPE);
    assertThat(verify(project).notes()).isEmpty();
  }

  @Test
  void sign_debiansRegistry_isSignedAndVerified() throws Exception {
    Path other = Files.createDirectory(temp.resolve("other"));
    try (DebianRegistry debian = DebianRegistry.start(Files.createDirectory(other.resolve("r")), "")) {
      PushedProject there = PushedProject.push(other, debian.host());

      assertThat(sign(there, TestKeys.signing()).fresh()).isTrue();
      assertThat(sign(there, TestKeys.signing()).fresh()).isFalse();

      assertThat(verify(there).notes()).isEmpty();
      assertThatThrownBy(
              () -> verify(there, TestKeys.other().verifying(), there.target()))
          .hasMessageContaining("HERM-SIGN-011");
    }
  }

  @Test
  void sign_copies_areVerifiedByOpensslAndBundlesByTheirKey() throws Exception {
    makeDocuments(project);
    Path folder = temp.resolve("copies");
    sign(project, request(project, TestKeys.signing(), folder));

    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files.map(one -> one.getFileName().toString()))
          .containsExactlyInAnyOrder(
              "cosign.pub",
              "payload.json",
              "payload.json.sig",
              "provenance.sigstore.json",
              "scan.sigstore.json",
              "signature.sigstore.json",
              "test-linux-64.cdx.sigstore.json",
              "test-linux-64.spdx.sigstore.json");
    }
    opensslVerifies(
        Files.readAllBytes(folder.resolve("payload.json")),
        Base64.getDecoder().decode(Files.readAllBytes(folder.resolve("payload.json.sig"))));
    SigstoreBundle bundle =
        SigstoreBundle.parse(Files.readAllBytes(folder.resolve("provenance.sigstore.json")), "b");
    assertThat(bundle.envelope().isSignedBy(TestKeys.signing().verifying())).isTrue();
    JsonNode said =
        Statement.parse(bundle.envelope(), Digest.parse(project.digest()), "b").predicate();
    assertThat(said.at("/buildDefinition/resolvedDependencies").findValuesAsText("name"))
        .containsExactly("conda other 2", "conda tool 1", "base file");
    assertThat(said.at("/buildDefinition/resolvedDependencies/0/digest/sha256").asText())
        .matches("[0-9a-f]{64}");
  }

  @Test
  void sign_lockedInThisBuild_namesTheRepodata() throws Exception {
    project.write(
        "target/hermetic/lock.json",
        "{\"format\":1,\"lockfile_sha256\":\""
            + Digest.of(Files.readAllBytes(project.lockfile())).hex()
            + "\",\"repodata\":[{\"channel\":\"https://x/conda-forge\",\"subdir\":\"noarch\","
            + "\"file\":\"repodata.json.zst\",\"sha256\":\""
            + "a".repeat(64)
            + "\",\"size\":1}]}");

    JsonNode said = EvidenceFiles.gather(TrustKit.places(project)).items().get(0).predicate();

    assertThat(said.at("/buildDefinition/resolvedDependencies/3").toString())
        .isEqualTo(
            "{\"digest\":{\"sha256\":\""
                + "a".repeat(64)
                + "\"},\"name\":\"repodata https://x/conda-forge/noarch/repodata.json.zst\"}");
  }

  @Test
  void sign_notPushed_isAProblemAndWritesNothing() {
    server.forgetRequests();
    ImageReference other = ImageReference.parse(server.host() + "/team/none:1");
    SignRequest request = request(project, TestKeys.signing(), null);
    assertThatThrownBy(
            () ->
                sign(
                    project,
                    new SignRequest(
                        List.of(project.target(), other),
                        request.image(),
                        request.key(),
                        request.evidence(),
                        null)))
        .hasMessage(
            "HERM-SIGN-001 "
                + server.host()
                + "/team/none@"
                + project.digest()
                + ": the registry has no such image\n"
                + "  Fix: push it first (`mvn deploy`, or hermetic:push), or correct"
                + " hermetic.image.to");
    assertThat(server.requests("PUT", ".*")).isEmpty();
  }

  @Test
  void sign_noTarget_isAProblem() {
    SignRequest request = request(project, TestKeys.signing(), null);
    assertThatThrownBy(
            () ->
                sign(
                    project,
                    new SignRequest(
                        List.of(), request.image(), request.key(), request.evidence(), null)))
        .hasMessage(
            "HERM-SIGN-002 hermetic.image.to: is not set: which image is meant is not known\n"
                + "  Fix: set it to a name in a registry, for example"
                + " registry.example.org/team/name");
  }

  @Test
  void sign_offline_isAProblem() {
    RegistrySettings online = project.registries();
    RegistrySettings offline =
        new RegistrySettings(online.web().offlineOnly(), false, 1);
    assertThatThrownBy(
            () ->
                new SignService(offline, PushedProject.clock(), Listener.SILENT)
                    .sign(request(project, TestKeys.signing(), null)))
        .hasMessage(
            "HERM-SIGN-003 "
                + server.host()
                + "/team/test: Maven works offline, and signatures are in the registry\n"
                + "  Fix: run it without -o (--offline)");
  }

  @Test
  void gather_lockChanged_isAProblem() throws Exception {
    Files.writeString(project.lockfile(), Files.readString(project.lockfile()) + "# changed\n");
    assertThatThrownBy(() -> EvidenceFiles.gather(TrustKit.places(project)))
        .hasMessage(
            "HERM-SIGN-004 conda-lock.yml: the lock changed after the image was made from it\n"
                + "  Fix: run `mvn package` and push again; nothing was signed");
  }

  @Test
  void gather_billThatIsNone_isAProblem() throws Exception {
    project.write("target/hermetic/sbom/a.cdx.json", "{");
    assertThatThrownBy(() -> EvidenceFiles.gather(TrustKit.places(project)))
        .hasMessageStartingWith("HERM-ATTEST-006 target/hermetic/sbom/a.cdx.json: ");
    Files.delete(project.work().resolve("sbom/a.cdx.json"));
    Files.createDirectory(project.work().resolve("sbom/a.cdx.json"));
    assertThatThrownBy(() -> EvidenceFiles.gather(TrustKit.places(project)))
        .hasMessageStartingWith("HERM-SIGN-005 target/hermetic/sbom/a.cdx.json: it cannot be read: ")
        .hasMessageEndingWith(
            "\n  Fix: make it again with the goal that writes it, or remove it");
  }

  private void opensslVerifies(byte[] content, byte[] signature) throws Exception {
    DebianRegistry.require("openssl");
    Path file = Files.write(temp.resolve("content"), content);
    Path sig = Files.write(temp.resolve("content.sig"), signature);
    assertThat(
            DebianRegistry.run(
                List.of(
                    "openssl",
                    "dgst",
                    "-sha256",
                    "-verify",
                    TestKeys.publicFile(temp).toString(),
                    "-signature",
                    sig.toString(),
                    file.toString())))
        .isEqualTo("Verified OK\n");
  }

  private String tag(String suffix) {
    return project.digest().replace(':', '-') + suffix;
  }

  private JsonNode manifest(String tag) {
    return AttestJson.parse(server.manifest(REPOSITORY, tag).orElseThrow(), tag);
  }
}
