package dev.hermetic.attest;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hermetic.oci.Digest;
import java.util.Map;

/**
 * What cosign 1 and 2 sign of an image (cosign, SIGNATURE_SPEC.md; containers-signature.5).
 *
 * @param reference the repository; who verifies does not look at it, so that an image can be copied
 * @param image the digest of its manifest
 */
public record SimpleSigning(String reference, Digest image) {
  public static final String MEDIA_TYPE = "application/vnd.dev.cosign.simplesigning.v1+json";

  /** The annotation of the layer that holds the signature, in Base64. */
  public static final String SIGNATURE_ANNOTATION = "dev.cosignproject.cosign/signature";

  private static final String TYPE = "cosign container image signature";

  /** The same bytes for an equal value. */
  public byte[] json() {
    return AttestJson.bytes(
        Map.of(
            "critical",
            Map.of(
                "identity", Map.of("docker-reference", reference),
                "image", Map.of("docker-manifest-digest", image.toString()),
                "type", TYPE),
            "optional",
            Map.of()));
  }

  /**
   * Reads what was signed.
   *
   * @param subject what to call it in problems
   * @throws dev.hermetic.problem.HermeticException HERM-ATTEST-006
   */
  public static SimpleSigning parse(byte[] bytes, String subject) {
    JsonNode critical = AttestJson.parse(bytes, subject).path("critical");
    String digest = critical.path("image").path("docker-manifest-digest").asText();
    if (!critical.path("type").asText().equals(TYPE) || !Digest.isDigest(digest)) {
      throw AttestProblems.damaged(subject, "it names no image", null);
    }
    return new SimpleSigning(
        critical.path("identity").path("docker-reference").asText(), Digest.parse(digest));
  }
}
