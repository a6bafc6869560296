package dev.hermetic.tool;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Trivy's JSON, schema 2 ({@code pkg/types/report.go}). */
final class TrivyReport {
  private static final List<String> VECTORS = List.of("V40Vector", "V3Vector", "V2Vector");

  private TrivyReport() {}

  static List<Reported> parse(JsonNode root) {
    if (root.path("SchemaVersion").asInt(0) != 2) {
      throw new IllegalArgumentException("not schema 2");
    }
    List<Reported> all = new ArrayList<>();
    for (JsonNode result : root.path("Results")) {
      for (JsonNode one : result.path("Vulnerabilities")) {
        List<String> aliases = new ArrayList<>();
        one.path("VendorIDs").forEach(id -> aliases.add(id.asText()));
        List<String> vectors = new ArrayList<>();
        for (JsonNode source : one.path("CVSS")) {
          VECTORS.forEach(key -> add(vectors, source.path(key)));
        }
        all.add(
            new Reported(
                one.path("PkgIdentifier").path("PURL").asText(""),
                result.path("Type").asText(""),
                one.path("PkgName").asText(""),
                one.path("InstalledVersion").asText(""),
                Reports.id(one.path("VulnerabilityID")),
                aliases,
                vectors,
                fixes(one.path("FixedVersion").asText("")),
                one.path("Title").asText("")));
      }
    }
    return all;
  }

  /** Several are in one text, those of newer lines first: {@code 11.0.14, 10.1.49, 9.0.112}. */
  private static List<String> fixes(String text) {
    return Arrays.stream(text.split(",")).map(String::strip).filter(one -> !one.isEmpty()).toList();
  }

  private static void add(List<String> vectors, JsonNode node) {
    if (!node.asText("").isEmpty()) {
      vectors.add(node.asText());
    }
  }
}
