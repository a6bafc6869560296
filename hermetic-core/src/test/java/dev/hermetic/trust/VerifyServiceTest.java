package dev.hermetic.trust;

import static dev.hermetic.trust.TrustKit.makeDocuments;
import static dev.hermetic.trust.TrustKit.request;
import static dev.hermetic.trust.TrustKit.sign;
import static dev.hermetic.trust.TrustKit.verify;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hermetic.attest.AttestJson;
import dev.hermetic.attest.PredicateTypes;
import dev.hermetic.attest.Provenance;
import dev.hermetic.attest.TestKeys;
import dev.hermetic.image.PushedProject;
import dev.hermetic.oci.ImageReference;
import dev.hermetic.oci.MediaTypes;
import dev.hermetic.problem.HermeticException;
import dev.hermetic.testkit.LoopbackRegistry;
import dev.hermetic.text.TextStyle;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Whatever somebody changes after it was signed, the image is not trusted. */
@Timeout(120)
@DisabledOnOs(OS.WINDOWS)
class VerifyServiceTest {
  private static final String REPOSITORY = "team/test";
  private static final String FAULT = "it is not signed by this key, or was changed since";

  @TempDir Path temp;

  /** Without the API, so that what refers to an image can be changed too. */
  private final LoopbackRegistry server = LoopbackRegistry.start().refuseReferrers();

  private PushedProject project;
  private String image;

  @BeforeEach
  void push() throws Exception {
    project = PushedProject.push(temp, server.host());
    image = server.host() + "/team/test@" + project.digest();
  }

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void verify_untouched_tellsWhatWasFoundTrue() throws Exception {
    makeDocuments(project);
    sign(project, TestKeys.signing());

    assertThat(TrustText.lines(verify(project, Kind.SBOM, Kind.SCAN), TextStyle.ASCII))
        .hasSize(18)
        .startsWith(
            "  The signature in the tags of cosign 2 is by this key",
            "  The provenance in the tags of cosign 2 is by this key",
            "  The sbom (CycloneDX) in the tags of cosign 2 is by this key",
            "  The sbom (SPDX) in the tags of cosign 2 is by this key",
            "  The scan in the tags of cosign 2 is by this key",
            "  The signature in the referrers of cosign 3 is by this key")
        .contains(
            "  Made from conda-lock.yml: the packages for linux-64 with their digests (2)",
            "  The layers are those of the provenance (4)",
            "  Its conda-meta has the conda packages of the lock (2), and its labels name lock and"
                + " environment",
            "  Its source is the revision 0123abc",
            "  The file target/hermetic/sbom/test-linux-64.cdx.json is the signed one")
        .anyMatch(line -> line.startsWith("  Upon a base out of a file, sha256:"));
  }

  @Test
  void verify_unsigned_isRefused() {
    assertThatThrownBy(() -> verify(project))
        .hasMessage(
            "HERM-SIGN-010 "
                + image
                + ": nobody has signed this image\n"
                + "  Fix: sign it with hermetic:sign, or do not run it");
  }

  @Test
  void verify_wrongKey_isRefused() {
    sign(project, TestKeys.other());

    assertThatThrownBy(() -> verify(project))
        .hasMessageStartingWith(
            "HERM-SIGN-011 "
                + image
                + ": none of the 4 signatures and statements beside it can be believed: "
                + FAULT
                + "\n  Fix: check hermetic.sign.publicKey; where it is the right key, do not run this"
                + " image")
        .hasMessageNotContaining("no provenance");
  }

  @Test
  void verify_tagMovedToAnotherImage_isRefused() throws Exception {
    sign(project, TestKeys.signing());
    String built = project.digest();
    PushedProject before = project;
    before.pushOther();
    String other = project.digest();

    assertThatThrownBy(
            () ->
                new VerifyService(
                        project.registries(), PushedProject.clock(), event -> {})
                    .verify(
                        new VerifyRequest(
                            project.target(),
                            Optional.of(built),
                            TestKeys.signing().verifying(),
                            TrustKit.places(project),
                            temp.resolve("none"),
                            new TreeSet<>(VerifyRequest.USUAL))))
        .hasMessage(
            "HERM-SIGN-013 "
                + project.target()
                + ": the registry has another image here than the one that was built, "
                + built
                + "\n  Fix: push again, or verify by the digest that is meant\n"
                + "HERM-SIGN-010 "
                + server.host()
                + "/team/test@"
                + other
                + ": nobody has signed this image\n"
                + "  Fix: sign it with hermetic:sign, or do not run it");
  }

  @Test
  void verify_signaturesOfAnotherImage_areRefused() throws Exception {
    sign(project, TestKeys.signing());
    String signed = tag("");
    project.pushOther();
    for (String suffix : List.of("", ".sig", ".att")) {
      server.addManifest(
          REPOSITORY,
          tag(suffix),
          suffix.isEmpty() ? MediaTypes.OCI_INDEX : MediaTypes.OCI_MANIFEST,
          server.manifest(REPOSITORY, signed + suffix).orElseThrow());
    }

    assertThatThrownBy(() -> verify(project))
        .hasMessageContaining(
            "no signature in the tags of cosign 2 can be believed: it is about another image, "
                + signed.replace('-', ':'))
        .hasMessageContaining(
            "no provenance in the tags of cosign 2 can be believed: this is no signed statement: it"
                + " is about another image than "
                + project.digest())
        .hasMessageContaining(
            "no signature, no provenance in the referrers of cosign 3 can be believed");
  }

  @Test
  void verify_signatureChanged_isRefused() {
    sign(project, TestKeys.signing());
    change(
        ".sig",
        manifest -> {
          ObjectNode annotations = (ObjectNode) manifest.at("/layers/0/annotations");
          byte[] signature =
              Base64.getDecoder()
                  .decode(annotations.path("dev.cosignproject.cosign/signature").asText());
          signature[signature.length - 1] ^= 1;
          annotations.put(
              "dev.cosignproject.cosign/signature", Base64.getEncoder().encodeToString(signature));
          return manifest;
        });

    refusedAlone("no signature in the tags of cosign 2 can be believed: " + FAULT);
  }

  @Test
  void verify_signedPayloadChanged_isRefused() {
    sign(project, TestKeys.signing());
    change(".sig", manifest -> withLayer(manifest, 0, text -> text.replace("team/test", "team/best")));

    refusedAlone("no signature in the tags of cosign 2 can be believed: " + FAULT);
  }

  @Test
  void verify_signatureRemoved_isRefused() {
    sign(project, TestKeys.signing());
    change(
        ".sig",
        manifest -> {
          ((ObjectNode) manifest).putArray("layers");
          return manifest;
        });

    assertThatThrownBy(() -> verify(project))
        .hasMessage(
            "HERM-SIGN-012 "
                + image
                + ": it has no signature in the tags of cosign 2\n"
                + "  Fix: sign it again with hermetic:sign, or do not run it");
  }

  @Test
  void verify_statementsChanged_areRefused() throws Exception {
    makeDocuments(project);
    sign(project, TestKeys.signing());
    // The provenance, the two bills and the scan, one after the other.
    for (int i = 0; i < 4; i++) {
      int number = i;
      byte[] before = server.manifest(REPOSITORY, tag(".att")).orElseThrow();
      change(".att", manifest -> withLayer(manifest, number, VerifyServiceTest::otherPayload));
      refusedAlone(
          "no "
              + List.of("provenance", "sbom (CycloneDX)", "sbom (SPDX)", "scan").get(i)
              + " in the tags of cosign 2 can be believed: "
              + FAULT);
      server.addManifest(REPOSITORY, tag(".att"), MediaTypes.OCI_MANIFEST, before);
    }
  }

  @Test
  void verify_bundleChanged_isRefused() {
    sign(project, TestKeys.signing());
    JsonNode index = AttestJson.parse(server.manifest(REPOSITORY, tag("")).orElseThrow(), "index");
    for (JsonNode entry : index.path("manifests")) {
      String digest = entry.path("digest").asText();
      JsonNode bundle =
          withLayer(
              AttestJson.parse(server.manifest(REPOSITORY, digest).orElseThrow(), "bundle"),
              0,
              text ->
                  AttestJson.parse(text.getBytes(StandardCharsets.UTF_8), "b")
                      .toString()
                      .replaceFirst("\"sig\":\"ME..", "\"sig\":\"MEAA"));
      byte[] bytes = AttestJson.bytes(bundle);
      ((ObjectNode) entry)
          .put("digest", server.addManifest(REPOSITORY, "x", MediaTypes.OCI_MANIFEST, bytes))
          .put("size", bytes.length);
    }
    server.addManifest(REPOSITORY, tag(""), MediaTypes.OCI_INDEX, AttestJson.bytes(index));

    assertThatThrownBy(() -> verify(project))
        .hasMessageContaining(
            "no signature, no provenance in the referrers of cosign 3 can be believed: " + FAULT)
        .hasMessageNotContaining("cosign 2");
  }

  @Test
  void verify_requiredIsMissing_isRefused() {
    sign(project, TestKeys.signing());

    assertThatThrownBy(() -> verify(project, Kind.SCAN))
        .hasMessageContaining("HERM-SIGN-012 " + image + ": it has no scan in the tags of cosign 2\n")
        .hasMessageContaining("HERM-SIGN-012 " + image + ": it has no scan in the referrers of cosign 3\n");
  }

  @Test
  void verify_asUsual_wantsAllThatABuildCanSay() throws Exception {
    sign(project, TestKeys.signing());
    Kind[] usual = VerifyRequest.USUAL.toArray(Kind[]::new);

    assertThatThrownBy(() -> verify(project, usual))
        .hasMessageStartingWith(
            "HERM-SIGN-012 "
                + image
                + ": it has no sbom in the tags of cosign 2\n"
                + "  Fix: sign it again with hermetic:sign when the build has made the sbom; where that"
                + " image is to have none, name what it has in hermetic.verifyImage.require\n")
        .hasMessageContaining(": it has no scan in the referrers of cosign 3\n");

    makeDocuments(project);
    sign(project, TestKeys.signing());
    assertThat(verify(project, usual).confirmed()).hasSizeGreaterThan(10);
  }

  @Test
  void verify_otherLock_isRefused() throws Exception {
    sign(project, TestKeys.signing());
    String lock = Files.readString(project.lockfile());
    Files.writeString(project.lockfile(), lock.replaceFirst("sha256: .{4}", "sha256: 0000"));

    assertThatThrownBy(() -> verify(project))
        .hasMessageContaining(
            "HERM-SIGN-014 "
                + image
                + ": it was not made from conda-lock.yml: conda tool 1 is in it, and not locked; conda"
                + " tool 1 is locked, and not in it; the SHA-256 of the lock is ")
        .hasMessageContaining(
            "\n  Fix: check out the revision that the image was made from, or build, push and sign it"
                + " anew")
        .hasMessageContaining(
            "HERM-SIGN-017 "
                + image
                + ": what is installed in it is not what is locked: tool-1-0.conda has other bytes\n"
                + "  Fix: do not run this image; find out who changed it, and build, push and sign it"
                + " anew");
  }

  @Test
  void verify_provenanceOfOtherLayers_isRefused() {
    signProvenance(
        before -> {
          List<Provenance.Resource> products = new ArrayList<>(before.products());
          Provenance.Resource last = products.remove(products.size() - 1);
          products.add(
              new Provenance.Resource(
                  last.name(), "", new TreeMap<>(Map.of("sha256", "0".repeat(64)))));
          return with(before, before.parameters(), before.resolved(), products);
        });

    refusedAlone(
        "HERM-SIGN-015 "
            + image
            + ": its layers are not those that its provenance names: layer application is another one");
  }

  @Test
  void verify_provenanceOfAnotherEnvironment_isRefused() {
    signProvenance(
        before -> {
          TreeMap<String, String> parameters = new TreeMap<>(before.parameters());
          parameters.put("prefixSha256", "0".repeat(64));
          return with(before, parameters, before.resolved(), before.products());
        });

    refusedAlone(
        "HERM-SIGN-017 "
            + image
            + ": what is installed in it is not what is locked: the digest of the environment in its"
            + " labels is not the signed one");
  }

  @Test
  void verify_provenanceWithoutBase_isRefused() {
    signProvenance(
        before ->
            with(
                before,
                before.parameters(),
                before.resolved().stream().filter(one -> !one.name().startsWith("base")).toList(),
                before.products()));

    refusedAlone(
        "HERM-SIGN-016 "
            + image
            + ": it has layers of a base that its provenance does not name\n"
            + "  Fix: name the base by a registry, commit base-image.lock, and build, push and sign"
            + " anew");
  }

  @Test
  void verify_baseOfTheRegistry_isTheRecordedOne() throws Exception {
    project.pushUpon(server.host() + "/base:1");
    image = server.host() + "/team/test@" + project.digest();
    sign(project, TestKeys.signing());
    assertThat(verify(project).confirmed())
        .anyMatch(
            line ->
                line.startsWith("Upon " + server.host() + "/base:1 sha256:")
                    && line.endsWith(", as base-image.lock records it"));

    Path pins = project.folder().resolve("base-image.lock");
    Files.writeString(
        pins, Files.readString(pins).replaceFirst("sha256:.{64}", "sha256:" + "0".repeat(64)));

    refusedAlone("HERM-SIGN-016 " + image + ": its base " + server.host() + "/base:1 is sha256:");
  }

  @Test
  void verify_billInTheBuildFolderChanged_isRefused() throws Exception {
    makeDocuments(project);
    sign(project, TestKeys.signing());
    project.write(
        "target/hermetic/sbom/test-linux-64.cdx.json", TrustKit.SBOM.replace("1.0", "2.0"));

    assertThatThrownBy(() -> verify(project))
        .hasMessage(
            "HERM-SIGN-018 target/hermetic/sbom/test-linux-64.cdx.json: this is not the sbom that was"
                + " signed for "
                + image
                + "\n  Fix: do not rely on it: take the signed one, or make it and sign again");
  }

  @Test
  void missingSignature_ofAnyImage_tellsWhatIsWrong() {
    VerifyService service =
        new VerifyService(project.registries(), PushedProject.clock(), event -> {});
    assertThat(service.missingSignature(project.target(), TestKeys.signing().verifying()))
        .isEqualTo("nobody has signed it");

    sign(project, TestKeys.signing());

    assertThat(service.missingSignature(project.target(), TestKeys.signing().verifying()))
        .isEmpty();
    assertThat(service.missingSignature(project.target(), TestKeys.other().verifying()))
        .isEqualTo(FAULT);
  }

  @Test
  void verify_noSuchImage_isAProblem() {
    assertThatThrownBy(
            () ->
                verify(
                    project,
                    TestKeys.signing().verifying(),
                    ImageReference.parse(server.host() + "/team/test:none")))
        .hasMessageStartingWith("HERM-SIGN-001 " + server.host() + "/team/test:none: ");
  }

  @Test
  void verify_tooManySignatures_isAProblem() {
    sign(project, TestKeys.signing());
    change(
        ".sig",
        manifest -> {
          JsonNode layer = manifest.at("/layers/0");
          for (int i = 0; i < 500; i++) {
            ((ObjectNode) manifest).withArray("layers").add(layer);
          }
          return manifest;
        });

    assertThatThrownBy(() -> verify(project))
        .hasMessage(
            "HERM-SIGN-006 "
                + server.host()
                + "/team/test:"
                + tag(".sig")
                + ": the registry has 501 signatures here, more than any honest image\n"
                + "  Fix: remove those that are none of yours");
  }

  private static Provenance with(
      Provenance one,
      Map<String, String> parameters,
      List<Provenance.Resource> resolved,
      List<Provenance.Resource> products) {
    return new Provenance(
        one.builder(), one.version(), new TreeMap<>(parameters), resolved, products);
  }

  /** As somebody would who has the key and tells something wrong. */
  private void signProvenance(UnaryOperator<Provenance> change) {
    SignRequest honest = request(project, TestKeys.signing(), null);
    Provenance other =
        change.apply(
            Provenance.parse(honest.evidence().items().get(0).predicate(), "provenance"));
    Evidence evidence =
        new Evidence(
            List.of(
                new Evidence.Item(
                    Kind.PROVENANCE, "p", PredicateTypes.PROVENANCE, other.predicate(), "")),
            List.of());
    sign(
        project,
        new SignRequest(honest.repositories(), honest.image(), honest.key(), evidence, null));
  }

  /** One problem, whose text has this in it. */
  private void refusedAlone(String text) {
    assertThatThrownBy(() -> verify(project))
        .isInstanceOfSatisfying(
            HermeticException.class,
            failure -> assertThat(failure.problems()).hasSize(1))
        .hasMessageContaining(text);
  }

  private String tag(String suffix) {
    return project.digest().replace(':', '-') + suffix;
  }

  private void change(String suffix, UnaryOperator<JsonNode> change) {
    JsonNode manifest =
        AttestJson.parse(server.manifest(REPOSITORY, tag(suffix)).orElseThrow(), "manifest");
    server.addManifest(
        REPOSITORY,
        tag(suffix),
        MediaTypes.OCI_MANIFEST,
        AttestJson.bytes(change.apply(manifest)));
  }

  /** With another blob for a layer, whose digest fits. */
  private JsonNode withLayer(JsonNode manifest, int number, UnaryOperator<String> change) {
    ObjectNode layer = (ObjectNode) manifest.at("/layers/" + number);
    String text =
        new String(
            server.blob(REPOSITORY, layer.path("digest").asText()).orElseThrow(),
            StandardCharsets.UTF_8);
    String changed = change.apply(text);
    assertThat(changed).isNotEqualTo(text);
    byte[] bytes = changed.getBytes(StandardCharsets.UTF_8);
    layer.put("digest", server.addBlob(REPOSITORY, bytes)).put("size", bytes.length);
    return manifest;
  }

  private static String otherPayload(String envelope) {
    ObjectNode json =
        (ObjectNode) AttestJson.parse(envelope.getBytes(StandardCharsets.UTF_8), "envelope");
    String payload =
        new String(
            Base64.getDecoder().decode(json.path("payload").asText()), StandardCharsets.UTF_8);
    json.put(
        "payload",
        Base64.getEncoder()
            .encodeToString(payload.replace("team/test", "team/best").getBytes(StandardCharsets.UTF_8)));
    return new String(AttestJson.bytes(json), StandardCharsets.UTF_8);
  }
}
