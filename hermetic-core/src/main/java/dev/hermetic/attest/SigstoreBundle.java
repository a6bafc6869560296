package dev.hermetic.attest;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.TreeMap;

/**
 * An envelope with a hint at who signed it (sigstore, protobuf-specs, sigstore_bundle.proto, in its
 * JSON form). A bundle of another kind, with a certificate or without an envelope, is not read.
 *
 * @param hint see {@link VerifyingKey#hint}; empty for a bundle that names no key
 */
public record SigstoreBundle(String hint, Envelope envelope) {
  /** Of a bundle, and the artifact type of its manifest. */
  public static final String MEDIA_TYPE = "application/vnd.dev.sigstore.bundle.v0.3+json";

  /** The same bytes for an equal bundle. */
  public byte[] json() {
    return AttestJson.bytes(
        new TreeMap<>(
            Map.of(
                "dsseEnvelope", envelope.tree(),
                "mediaType", MEDIA_TYPE,
                "verificationMaterial", Map.of("publicKey", Map.of("hint", hint)))));
  }

  /**
   * Reads a bundle.
   *
   * @param subject what to call it in problems
   * @throws dev.hermetic.problem.HermeticException HERM-ATTEST-006
   */
  public static SigstoreBundle parse(byte[] bytes, String subject) {
    JsonNode json = AttestJson.parse(bytes, subject);
    String type = AttestJson.text(json, "mediaType", subject);
    if (!type.equals(MEDIA_TYPE)) {
      throw AttestProblems.damaged(
          subject, "it is a bundle of type " + AttestProblems.shown(type), null);
    }
    return new SigstoreBundle(
        json.path("verificationMaterial").path("publicKey").path("hint").asText(),
        Envelope.read(json.path("dsseEnvelope"), subject));
  }
}
