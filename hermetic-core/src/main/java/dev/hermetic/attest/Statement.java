package dev.hermetic.attest;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hermetic.oci.Digest;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Something that is said of an image (in-toto Attestation Framework, statement v1).
 *
 * @param name of the image's repository, for people
 * @param image the digest of its manifest
 * @param predicateType what kind of thing is said, see {@link PredicateTypes}
 * @param predicate what is said, a JSON object
 */
public record Statement(String name, Digest image, String predicateType, JsonNode predicate) {
  /** Of a statement inside an envelope. */
  public static final String PAYLOAD_TYPE = "application/vnd.in-toto+json";

  private static final String TYPE = "https://in-toto.io/Statement/v1";

  /** Cosign 2 writes the version before, which has the same fields. */
  private static final Set<String> TYPES = Set.of(TYPE, "https://in-toto.io/Statement/v0.1");

  /** The same bytes for an equal statement. */
  public byte[] json() {
    Map<String, Object> tree = new TreeMap<>();
    tree.put("_type", TYPE);
    tree.put("predicate", predicate);
    tree.put("predicateType", predicateType);
    tree.put("subject", List.of(Map.of("digest", Map.of("sha256", image.hex()), "name", name)));
    return AttestJson.bytes(tree);
  }

  /**
   * Reads the statement in an envelope. Of several subjects the one is taken that is asked for.
   *
   * @param image the digest of the image that it should be about
   * @param subject what to call it in problems
   * @throws dev.hermetic.problem.HermeticException HERM-ATTEST-006, also when it is about something
   *     else
   */
  public static Statement parse(Envelope envelope, Digest image, String subject) {
    if (!envelope.payloadType().equals(PAYLOAD_TYPE)) {
      throw AttestProblems.damaged(
          subject,
          "it is of type " + AttestProblems.shown(envelope.payloadType()) + ", not " + PAYLOAD_TYPE,
          null);
    }
    JsonNode json = AttestJson.parse(envelope.payload(), subject);
    if (!TYPES.contains(json.path("_type").asText())) {
      throw AttestProblems.damaged(subject, "`_type` is none of in-toto's", null);
    }
    if (!json.path("predicate").isObject()) {
      throw AttestProblems.damaged(subject, "`predicate` is missing or no object", null);
    }
    for (JsonNode one : json.path("subject")) {
      if (one.path("digest").path("sha256").asText().equals(image.hex())) {
        return new Statement(
            one.path("name").asText(),
            image,
            AttestJson.text(json, "predicateType", subject),
            json.path("predicate"));
      }
    }
    throw AttestProblems.damaged(subject, "it is about another image than " + image, null);
  }
}
