package dev.hermetic.policy;

import dev.hermetic.advisory.Severity;
import dev.hermetic.scan.Finding;
import dev.hermetic.text.JsonText;
import dev.hermetic.text.JsonWriter;
import java.util.Map;

/** A verdict for programs ({@code verdict.json}); the form is described in docs/trust.md. */
public final class VerdictJson {
  /** To be raised when the form changes. */
  static final int FORMAT = 1;

  private VerdictJson() {}

  /**
   * What the verdict is of, so that nobody takes it for that of something else.
   *
   * @param lockFile relative to the project
   * @param lockSha256 of its bytes
   * @param image digest of the manifest; empty where no image was looked at
   */
  public record Subject(String lockFile, String lockSha256, String image) {}

  /** The text of the file. */
  public static String of(Verdict verdict, Subject subject) {
    return JsonText.of(json -> write(json, verdict, subject));
  }

  private static void write(JsonWriter json, Verdict verdict, Subject subject) {
    json.writeStartObject();
    json.writeNumberField("format", FORMAT);
    json.writeBooleanField("passed", verdict.passed());
    json.writeStringField("summary", verdict.summary());
    json.writeStringField("judged", verdict.judged().toString());
    json.writeObjectFieldStart("policy");
    json.writeStringField("file", verdict.policy().file());
    json.writeStringField("sha256", verdict.policy().sha256());
    json.writeEndObject();
    json.writeObjectFieldStart("lock");
    json.writeStringField("file", subject.lockFile());
    json.writeStringField("sha256", subject.lockSha256());
    json.writeEndObject();
    json.writeStringField("image", subject.image());
    json.writeObjectFieldStart("database");
    json.writeStringField("place", verdict.scan().database().place());
    json.writeStringField("sha256", verdict.scan().database().sha256());
    json.writeStringField(
        "newest", verdict.scan().database().newest().map(Object::toString).orElse(""));
    json.writeStringField("maximumAge", verdict.advisoryAge().toString());
    json.writeEndObject();
    counts(json, verdict);
    json.writeArrayFieldStart("violations");
    for (Violation one : verdict.violations()) {
      json.writeStartObject();
      violation(json, one);
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeArrayFieldStart("excused");
    for (Excused one : verdict.excused()) {
      json.writeStartObject();
      violation(json, one.violation());
      json.writeStringField("reason", one.reason());
      json.writeStringField("owner", one.owner());
      json.writeStringField("until", one.until());
      json.writeStringField("source", one.source());
      json.writeStringField("justification", one.justification());
      json.writeEndObject();
    }
    json.writeEndArray();
    JsonText.texts(json, "notes", verdict.notes());
    json.writeEndObject();
  }

  private static void counts(JsonWriter json, Verdict verdict) {
    json.writeObjectFieldStart("findings");
    for (Map.Entry<Severity, Integer> one : verdict.scan().severities().entrySet()) {
      json.writeNumberField(one.getKey().word(), one.getValue());
    }
    json.writeNumberField("allowed", verdict.allowed());
    json.writeEndObject();
    json.writeObjectFieldStart("coverage");
    for (var one : verdict.scan().coverage().entrySet()) {
      json.writeNumberField(one.getKey().word(), one.getValue());
    }
    json.writeEndObject();
  }

  private static void violation(JsonWriter json, Violation one) {
    json.writeStringField("code", one.rule().code());
    json.writeStringField("rule", one.rule().word());
    json.writeStringField("package", one.name());
    json.writeStringField("version", one.version());
    if (one.finding().isPresent()) {
      Finding finding = one.finding().get();
      json.writeStringField("vulnerability", finding.id());
      JsonText.texts(json, "aliases", finding.aliases());
      json.writeStringField("severity", finding.severity().word());
    }
    json.writeStringField("location", one.subject());
    json.writeStringField("fact", one.fact());
    json.writeStringField("fix", one.fix());
  }
}
