package dev.hermetic.scan;

import dev.hermetic.advisory.DatabaseFacts;
import dev.hermetic.advisory.Malformed;
import dev.hermetic.advisory.PackageKey;
import dev.hermetic.advisory.Severity;
import dev.hermetic.text.JsonText;
import dev.hermetic.text.JsonWriter;
import java.util.Map;

/** {@code scan.json}: all of a scan, the same bytes for the same result. */
public final class ScanJson {
  /** Counts up when the meaning of a field changes. */
  public static final int FORMAT = 1;

  /** The file's name. */
  public static final String NAME = "scan.json";

  private ScanJson() {}

  /** The text of the file. */
  public static String of(ScanResult result) {
    return JsonText.of(json -> write(json, result));
  }

  private static void write(JsonWriter json, ScanResult result) {
    json.writeStartObject();
    json.writeNumberField("format", FORMAT);
    json.writeObjectFieldStart("summary");
    json.writeNumberField("packages", result.packages().size());
    json.writeObjectFieldStart("coverage");
    for (Map.Entry<Coverage.Kind, Integer> one : result.coverage().entrySet()) {
      json.writeNumberField(one.getKey().word(), one.getValue());
    }
    json.writeEndObject();
    json.writeNumberField("findings", result.findings().size());
    json.writeObjectFieldStart("severities");
    for (Map.Entry<Severity, Integer> one : result.severities().entrySet()) {
      json.writeNumberField(one.getKey().word(), one.getValue());
    }
    json.writeEndObject();
    json.writeNumberField("undecided", result.undecided().size());
    json.writeEndObject();
    database(json, result.database());
    json.writeStringField("mapping", result.mapping());
    json.writeArrayFieldStart("findings");
    for (Finding one : result.findings()) {
      finding(json, one);
    }
    json.writeEndArray();
    json.writeArrayFieldStart("undecided");
    for (Undecided one : result.undecided()) {
      json.writeStartObject();
      subject(json, one.subject());
      json.writeStringField("advisory", one.advisory());
      json.writeStringField("reason", one.reason());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeArrayFieldStart("fixes");
    for (Fix one : result.fixes()) {
      fix(json, one);
    }
    json.writeEndArray();
    json.writeArrayFieldStart("packages");
    for (Covered one : result.packages()) {
      json.writeStartObject();
      subject(json, one.subject());
      json.writeStringField("coverage", one.coverage().kind().word());
      JsonText.texts(
          json, "names", one.coverage().keys().stream().map(PackageKey::toString).toList());
      json.writeStringField("reason", one.coverage().reason());
      json.writeEndObject();
    }
    json.writeEndArray();
    JsonText.texts(json, "notes", result.notes());
    json.writeEndObject();
  }

  private static void database(JsonWriter json, DatabaseFacts database) {
    json.writeObjectFieldStart("database");
    json.writeStringField("place", database.place());
    json.writeStringField("sha256", database.sha256());
    json.writeNumberField("advisories", database.advisories());
    json.writeNumberField("withdrawn", database.withdrawn());
    json.writeStringField("newest", database.newest().map(Object::toString).orElse(""));
    JsonText.texts(json, "ecosystems", database.ecosystems());
    json.writeArrayFieldStart("malformed");
    for (Malformed one : database.malformed()) {
      json.writeStartObject();
      json.writeStringField("place", one.place());
      json.writeStringField("id", one.id());
      json.writeStringField("reason", one.reason());
      json.writeStringField("loss", one.loss().word());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void subject(JsonWriter json, Subject subject) {
    json.writeStringField("origin", subject.origin().word());
    json.writeStringField("name", subject.name());
    json.writeStringField("version", subject.version());
    JsonText.texts(json, "platforms", subject.platforms());
  }

  private static void finding(JsonWriter json, Finding finding) {
    json.writeStartObject();
    json.writeStringField("id", finding.id());
    JsonText.texts(json, "aliases", finding.aliases());
    subject(json, finding.subject());
    json.writeStringField("severity", finding.severity().word());
    if (finding.score().isPresent()) {
      json.writeNumberField("score", Double.toString(finding.score().get().value()));
      json.writeStringField("vector", finding.score().get().vector());
      json.writeStringField("scoredBy", finding.score().get().advisory());
    }
    json.writeStringField("fixedIn", finding.fixedIn());
    json.writeStringField("summary", finding.summary());
    json.writeStringField("published", finding.published().map(Object::toString).orElse(""));
    json.writeArrayFieldStart("ways");
    for (Way way : finding.ways()) {
      json.writeStartObject();
      JsonText.texts(json, "platforms", way.platforms());
      json.writeStringField("root", way.root());
      JsonText.texts(json, "names", way.names());
      json.writeEndObject();
    }
    json.writeEndArray();
    JsonText.texts(json, "sources", finding.sources());
    json.writeEndObject();
  }

  private static void fix(JsonWriter json, Fix fix) {
    json.writeStartObject();
    JsonText.texts(json, "packages", fix.packages());
    json.writeStringField("command", fix.command());
    json.writeBooleanField("works", fix.works());
    json.writeStringField("problem", fix.problem());
    JsonText.texts(json, "moves", fix.moves());
    JsonText.texts(json, "fixes", fix.fixes());
    json.writeNumberField("remains", fix.remains());
    json.writeEndObject();
  }
}
