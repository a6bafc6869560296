package dev.hermetic.policy;

import dev.hermetic.oci.Digest;
import dev.hermetic.scan.Finding;
import dev.hermetic.scan.Undecided;
import dev.hermetic.text.JsonText;
import dev.hermetic.text.JsonWriter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What a verdict says of each vulnerability, as an OpenVEX 0.2.0 document: {@code not_affected} where
 * an exception or a VEX document says why, else {@code affected} with what to do; {@code
 * under_investigation} where nobody could decide.
 */
public final class VexReport {
  static final String CONTEXT = "https://openvex.dev/ns/v0.2.0";

  private VexReport() {}

  private record Statement(
      String id, List<String> aliases, String purl, String status, String field, String words,
      String justification) {}

  /**
   * The text of the file.
   *
   * @param author who answers for it
   * @param time of the document, which the format demands
   */
  public static String of(Verdict verdict, String author, Instant time) {
    List<Statement> statements = statements(verdict);
    // Its name follows from what it says.
    String id =
        Digest.of(
                (author + "\n" + time + "\n" + statements).getBytes(StandardCharsets.UTF_8))
            .hex();
    return JsonText.of(
        json -> {
          json.writeStartObject();
          json.writeStringField("@context", CONTEXT);
          json.writeStringField("@id", "https://openvex.dev/docs/public/vex-" + id);
          json.writeStringField("author", author);
          json.writeStringField("timestamp", time.toString());
          json.writeNumberField("version", 1);
          json.writeStringField("tooling", "Hermetic");
          json.writeArrayFieldStart("statements");
          for (Statement one : statements) {
            write(json, one);
          }
          json.writeEndArray();
          json.writeEndObject();
        });
  }

  private static List<Statement> statements(Verdict verdict) {
    List<Statement> statements = new ArrayList<>();
    Set<Finding> cleared = new HashSet<>();
    for (Excused one : verdict.excused()) {
      if (one.violation().finding().isPresent() && !one.justification().isEmpty()) {
        Finding finding = one.violation().finding().get();
        cleared.add(finding);
        statements.add(
            statement(
                finding, "not_affected", "impact_statement", one.reason(), one.justification()));
      }
    }
    for (Finding finding : verdict.scan().findings()) {
      if (!cleared.contains(finding)) {
        statements.add(
            statement(
                finding,
                "affected",
                "action_statement",
                action(finding, verdict),
                ""));
      }
    }
    for (Undecided one : verdict.scan().undecided()) {
      statements.add(
          new Statement(
              one.advisory(),
              List.of(),
              SubjectPurl.of(one.subject()),
              "under_investigation",
              "status_notes",
              one.reason(),
              ""));
    }
    return statements;
  }

  private static String action(Finding finding, Verdict verdict) {
    return verdict.excused().stream()
        .filter(one -> one.violation().finding().filter(finding::equals).isPresent())
        .map(one -> "Accepted by " + one.owner() + ": " + one.reason())
        .findFirst()
        .orElseGet(() -> Vulnerabilities.fix(finding, verdict.scan().fixes()));
  }

  private static Statement statement(
      Finding finding, String status, String field, String words, String justification) {
    return new Statement(
        finding.id(),
        finding.aliases(),
        SubjectPurl.of(finding.subject()),
        status,
        field,
        words,
        justification);
  }

  private static void write(JsonWriter json, Statement one) {
    json.writeStartObject();
    json.writeObjectFieldStart("vulnerability");
    json.writeStringField("name", one.id());
    if (!one.aliases().isEmpty()) {
      JsonText.texts(json, "aliases", one.aliases());
    }
    json.writeEndObject();
    json.writeArrayFieldStart("products");
    json.writeStartObject();
    json.writeStringField("@id", one.purl());
    json.writeObjectFieldStart("identifiers");
    json.writeStringField("purl", one.purl());
    json.writeEndObject();
    json.writeEndObject();
    json.writeEndArray();
    json.writeStringField("status", one.status());
    if (!one.justification().isEmpty()) {
      json.writeStringField("justification", one.justification());
    }
    json.writeStringField(one.field(), one.words());
    json.writeEndObject();
  }
}
