package dev.hermetic.policy;

import dev.hermetic.advisory.Severity;
import dev.hermetic.oci.Digest;
import dev.hermetic.problem.Location;
import dev.hermetic.scan.Finding;
import dev.hermetic.text.JsonText;
import dev.hermetic.text.JsonWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * A verdict as SARIF 2.1.0 (OASIS), for code hosts: a rule for each vulnerability and each rule of the
 * policy, with {@code security-severity} as GitHub reads it; what is excused is suppressed.
 */
public final class SarifReport {
  private static final String SCHEMA =
      "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

  private SarifReport() {}

  private record Result(Violation violation, List<Excused> excused) {}

  /**
   * The text of the file.
   *
   * @param version of Hermetic; empty for none
   */
  public static String of(Verdict verdict, String version) {
    List<Result> results = new ArrayList<>();
    verdict.violations().forEach(one -> results.add(new Result(one, List.of())));
    verdict.excused().forEach(one -> results.add(new Result(one.violation(), List.of(one))));
    Map<String, Violation> rules = new TreeMap<>();
    results.forEach(one -> rules.putIfAbsent(id(one.violation()), one.violation()));
    List<String> ids = List.copyOf(rules.keySet());
    return JsonText.of(
        json -> {
          json.writeStartObject();
          json.writeStringField("$schema", SCHEMA);
          json.writeStringField("version", "2.1.0");
          json.writeArrayFieldStart("runs");
          json.writeStartObject();
          json.writeObjectFieldStart("tool");
          json.writeObjectFieldStart("driver");
          json.writeStringField("name", "Hermetic");
          if (!version.isEmpty()) {
            json.writeStringField("version", version);
          }
          json.writeArrayFieldStart("rules");
          for (Map.Entry<String, Violation> rule : rules.entrySet()) {
            rule(json, rule.getKey(), rule.getValue());
          }
          json.writeEndArray();
          json.writeEndObject();
          json.writeEndObject();
          json.writeArrayFieldStart("results");
          for (Result result : results) {
            result(json, result, ids);
          }
          json.writeEndArray();
          json.writeStringField("columnKind", "unicodeCodePoints");
          json.writeEndObject();
          json.writeEndArray();
          json.writeEndObject();
        });
  }

  private static String id(Violation violation) {
    return violation.finding().map(Finding::id).orElse(violation.rule().code());
  }

  private static void rule(JsonWriter json, String id, Violation one) {
    json.writeStartObject();
    json.writeStringField("id", id);
    String words =
        one.finding()
            .map(finding -> finding.summary().isEmpty() ? id : finding.summary())
            .orElse(one.rule().word());
    text(json, "shortDescription", words);
    if (one.finding().isPresent()) {
      Finding finding = one.finding().get();
      json.writeStringField("helpUri", "https://osv.dev/vulnerability/" + uri(id));
      json.writeObjectFieldStart("properties");
      JsonText.texts(json, "tags", List.of("security", "vulnerability"));
      // One that is unknown gets none, since every number would be a claim.
      if (finding.score().isPresent()) {
        json.writeStringField(
            "security-severity",
            String.format(Locale.ROOT, "%.1f", finding.score().get().value()));
      }
      json.writeEndObject();
    }
    json.writeEndObject();
  }

  private static void result(JsonWriter json, Result result, List<String> ids) {
    Violation one = result.violation();
    json.writeStartObject();
    json.writeStringField("ruleId", id(one));
    json.writeNumberField("ruleIndex", ids.indexOf(id(one)));
    json.writeStringField("level", level(one));
    text(json, "message", one.fact() + ". Fix: " + one.fix() + ".");
    json.writeArrayFieldStart("locations");
    json.writeStartObject();
    json.writeObjectFieldStart("physicalLocation");
    json.writeObjectFieldStart("artifactLocation");
    json.writeStringField("uri", uri(one.location().file()));
    json.writeEndObject();
    Location location = one.location();
    if (location.line() > 0) {
      json.writeObjectFieldStart("region");
      json.writeNumberField("startLine", location.line());
      json.writeEndObject();
    }
    json.writeEndObject();
    json.writeEndObject();
    json.writeEndArray();
    // What is the same after the lock has moved by some lines.
    json.writeObjectFieldStart("partialFingerprints");
    String same = id(one) + "\n" + one.name() + "\n" + one.version();
    json.writeStringField(
        "hermetic/v1", Digest.of(same.getBytes(StandardCharsets.UTF_8)).hex());
    json.writeEndObject();
    if (!result.excused().isEmpty()) {
      json.writeArrayFieldStart("suppressions");
      for (Excused excused : result.excused()) {
        json.writeStartObject();
        json.writeStringField("kind", "external");
        json.writeStringField("status", "accepted");
        json.writeStringField(
            "justification", excused.reason() + " (" + excused.owner() + ")");
        json.writeEndObject();
      }
      json.writeEndArray();
    }
    json.writeEndObject();
  }

  private static String level(Violation one) {
    if (one.finding().isEmpty()) {
      return "error";
    }
    return one.severity() == Severity.LOW || one.severity() == Severity.NONE ? "note" : "error";
  }

  /** What is no file of the project, a base image for example, is a path that cannot be mistaken. */
  private static String uri(String file) {
    StringBuilder uri = new StringBuilder();
    for (byte one : file.replace('\\', '/').getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (one & 0xff);
      boolean plain = c < 128 && (Character.isLetterOrDigit(c) || "-._~/@+".indexOf(c) >= 0);
      uri.append(plain ? String.valueOf(c) : String.format(Locale.ROOT, "%%%02X", (int) c));
    }
    return uri.isEmpty() ? "." : uri.toString();
  }

  private static void text(JsonWriter json, String field, String text) {
    json.writeObjectFieldStart(field);
    json.writeStringField("text", text);
    json.writeEndObject();
  }
}
