package dev.hermetic.trust;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hermetic.attest.AttestJson;
import dev.hermetic.attest.Provenance;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A scan as a statement says it (cosign, COSIGN_VULN_ATTESTATION_SPEC.md). */
final class ScanPredicate {
  private ScanPredicate() {}

  /**
   * The predicate.
   *
   * @param scan {@code scan.json} as a whole
   * @param version of Hermetic
   * @param time for the times that the format has to have, where the scan tells none
   */
  static JsonNode of(JsonNode scan, String version, Instant time) {
    JsonNode database = scan.path("database");
    Map<String, Object> scanner = new TreeMap<>();
    scanner.put("uri", Provenance.BUILDER);
    scanner.put("version", version);
    scanner.put(
        "db",
        Map.of(
            "uri", database.path("place").asText(""),
            "version", database.path("sha256").asText("")));
    scanner.put("result", scan);
    return AttestJson.node(
        Map.of(
            "invocation",
                Map.of(
                    "parameters", List.of(), "uri", "", "event_id", "", "builder.id", ""),
            "metadata",
                Map.of("scanStartedOn", time.toString(), "scanFinishedOn", time.toString()),
            "scanner", scanner));
  }
}
