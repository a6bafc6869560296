package dev.hermetic.trust;

import dev.hermetic.attest.Provenance;
import dev.hermetic.attest.SigningKey;
import dev.hermetic.attest.TestKeys;
import dev.hermetic.attest.VerifyingKey;
import dev.hermetic.event.Listener;
import dev.hermetic.image.BasePins;
import dev.hermetic.image.PushedProject;
import dev.hermetic.oci.Digest;
import dev.hermetic.oci.ImageReference;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** A pushed image as those see it who sign and verify it. */
public final class TrustKit {
  static final String SBOM = "{\"bomFormat\":\"CycloneDX\",\"version\":1.0}\n";
  static final String SPDX = "{\"spdxVersion\":\"SPDX-2.3\"}\n";
  static final String SCAN = "{\"database\":{\"place\":\"osv\",\"sha256\":\"00\"}}\n";

  private TrustKit() {}

  static EvidenceRequest places(PushedProject project) {
    return new EvidenceRequest(
        project.folder(),
        project.work(),
        project.lockfile(),
        Provenance.BUILDER,
        "0.1.0",
        Instant.EPOCH);
  }

  static SignRequest request(PushedProject project, SigningKey key, Path copies) {
    return new SignRequest(
        List.of(project.target()),
        Digest.parse(project.digest()),
        key,
        EvidenceFiles.gather(places(project)),
        copies);
  }

  /** Signs, and leaves copies in a folder. */
  public static SignResult sign(PushedProject project, SigningKey key, Path copies) {
    return sign(project, request(project, key, copies));
  }

  static SignResult sign(PushedProject project, SigningKey key) {
    return sign(project, request(project, key, null));
  }

  static SignResult sign(PushedProject project, SignRequest request) {
    return new SignService(project.registries(), PushedProject.clock(), Listener.SILENT)
        .sign(request);
  }

  static VerifyResult verify(PushedProject project, Kind... required) {
    return verify(project, TestKeys.signing().verifying(), project.target(), required);
  }

  static VerifyResult verify(
      PushedProject project, VerifyingKey key, ImageReference image, Kind... required) {
    TreeSet<Kind> kinds = new TreeSet<>(List.of(Kind.SIGNATURE, Kind.PROVENANCE));
    kinds.addAll(List.of(required));
    return new VerifyService(project.registries(), PushedProject.clock(), Listener.SILENT)
        .verify(
            new VerifyRequest(
                image,
                Optional.of(project.digest()),
                key,
                places(project),
                project.folder().resolve(BasePins.NAME),
                kinds));
  }

  static void makeDocuments(PushedProject project) throws Exception {
    project.write("target/hermetic/sbom/test-linux-64.cdx.json", SBOM);
    project.write("target/hermetic/sbom/test-linux-64.spdx.json", SPDX);
    project.write("target/hermetic/sbom/test-osx-64.spdx.json", "{}");
    project.write("target/hermetic/scan/scan.json", SCAN);
  }
}
