package dev.hermetic.tool;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** Grype's JSON ({@code grype/presenter/models/document.go}). */
final class GrypeReport {
  private GrypeReport() {}

  static List<Reported> parse(JsonNode root) {
    if (!root.path("matches").isArray()) {
      throw new IllegalArgumentException("no matches");
    }
    List<Reported> all = new ArrayList<>();
    for (JsonNode match : root.path("matches")) {
      JsonNode one = match.path("vulnerability");
      List<String> aliases = new ArrayList<>();
      List<String> vectors = new ArrayList<>();
      vectors(vectors, one);
      for (JsonNode related : match.path("relatedVulnerabilities")) {
        aliases.add(Reports.id(related.path("id")));
        vectors(vectors, related);
      }
      List<String> fixes = new ArrayList<>();
      one.path("fix").path("versions").forEach(version -> fixes.add(version.asText()));
      all.add(
          new Reported(
              match.path("artifact").path("purl").asText(""),
              match.path("artifact").path("type").asText(""),
              match.path("artifact").path("name").asText(""),
              match.path("artifact").path("version").asText(""),
              Reports.id(one.path("id")),
              aliases,
              vectors,
              fixes,
              one.path("description").asText("").lines().findFirst().orElse("")));
    }
    return all;
  }

  private static void vectors(List<String> vectors, JsonNode of) {
    for (JsonNode one : of.path("cvss")) {
      if (!one.path("vector").asText("").isEmpty()) {
        vectors.add(one.path("vector").asText());
      }
    }
  }
}
