package dev.hermetic.report.model;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Reads files that goals have left in the build folder; they may have been written by anybody. */
final class JsonFacts {
  private static final long MOST_BYTES = 256L << 20;
  private static final JsonMapper MAPPER =
      new JsonMapper(
          JsonFactory.builder()
              .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(64).build())
              .build());

  private JsonFacts() {}

  /**
   * The document.
   *
   * @throws IOException when it cannot be read, is too large, or is of another format; the message
   *     says which, a clause for people
   */
  static JsonNode read(Path file, int format) throws IOException {
    if (Files.size(file) > MOST_BYTES) {
      throw new IOException("it is larger than any such file");
    }
    JsonNode node;
    try {
      node = MAPPER.readTree(Files.readAllBytes(file));
    } catch (com.fasterxml.jackson.core.JacksonException e) {
      throw new IOException("it is no JSON", e);
    }
    if (node == null || node.path("format").asInt(-1) != format) {
      throw new IOException("another version of Hermetic wrote it");
    }
    return node;
  }

  static ScanPart scan(JsonNode root) {
    JsonNode summary = root.path("summary");
    List<ScanPart.Finding> findings = new ArrayList<>();
    root.path("findings").forEach(one -> findings.add(finding(one)));
    List<ScanPart.Finding> undecided = new ArrayList<>();
    for (JsonNode one : root.path("undecided")) {
      undecided.add(
          new ScanPart.Finding(
              text(one, "advisory"), List.of(), text(one, "origin"), text(one, "name"),
              text(one, "version"), "unknown", "", "", text(one, "reason"), ""));
    }
    List<ScanPart.Uncovered> uncovered = new ArrayList<>();
    for (JsonNode one : root.path("packages")) {
      if (text(one, "coverage").equals("none")) {
        uncovered.add(
            new ScanPart.Uncovered(
                text(one, "origin"), text(one, "name"), text(one, "version"), text(one, "reason")));
      }
    }
    List<ScanPart.Fix> fixes = new ArrayList<>();
    for (JsonNode one : root.path("fixes")) {
      fixes.add(
          new ScanPart.Fix(
              texts(one, "packages"),
              text(one, "command"),
              one.path("works").asBoolean(false),
              text(one, "problem")));
    }
    return new ScanPart(
        summary.path("packages").asInt(0),
        numbers(summary.path("coverage")),
        numbers(summary.path("severities")),
        findings,
        undecided,
        uncovered,
        fixes,
        text(root.path("database"), "place"),
        text(root.path("database"), "newest"),
        texts(root, "notes"));
  }

  private static ScanPart.Finding finding(JsonNode one) {
    JsonNode way = one.path("ways").path(0);
    List<String> names = texts(way, "names");
    return new ScanPart.Finding(
        text(one, "id"),
        texts(one, "aliases"),
        text(one, "origin"),
        text(one, "name"),
        text(one, "version"),
        text(one, "severity"),
        one.path("score").isNumber() ? one.path("score").asText() : "",
        text(one, "fixedIn"),
        text(one, "summary"),
        String.join(" → ", names));
  }

  static VerdictPart verdict(JsonNode root) {
    List<VerdictPart.Violation> violations = new ArrayList<>();
    root.path("violations").forEach(one -> violations.add(violation(one)));
    List<VerdictPart.Violation> excused = new ArrayList<>();
    root.path("excused").forEach(one -> excused.add(violation(one)));
    return new VerdictPart(
        root.path("passed").asBoolean(false),
        text(root, "summary"),
        text(root, "judged"),
        text(root.path("policy"), "file"),
        text(root.path("lock"), "sha256"),
        violations,
        excused,
        texts(root, "notes"));
  }

  private static VerdictPart.Violation violation(JsonNode one) {
    return new VerdictPart.Violation(
        text(one, "code"),
        text(one, "rule"),
        text(one, "package"),
        text(one, "version"),
        text(one, "vulnerability"),
        text(one, "severity"),
        text(one, "fact"),
        text(one, "fix"),
        text(one, "reason"),
        text(one, "owner"),
        text(one, "until"),
        text(one, "source"));
  }

  private static SortedMap<String, Long> numbers(JsonNode node) {
    SortedMap<String, Long> numbers = new TreeMap<>();
    node.fields()
        .forEachRemaining(one -> numbers.put(one.getKey(), one.getValue().asLong(0)));
    return numbers;
  }

  static String text(JsonNode node, String field) {
    return node.path(field).asText("");
  }

  static List<String> texts(JsonNode node, String field) {
    List<String> texts = new ArrayList<>();
    node.path(field).forEach(one -> texts.add(one.asText("")));
    return texts;
  }
}
