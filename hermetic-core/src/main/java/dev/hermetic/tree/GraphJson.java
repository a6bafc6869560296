package dev.hermetic.tree;

import dev.hermetic.graph.Edge;
import dev.hermetic.graph.LockGraph;
import dev.hermetic.graph.Root;
import dev.hermetic.lockfile.LockedPackage;
import dev.hermetic.lockfile.PackageAddress;
import dev.hermetic.problem.Redaction;
import dev.hermetic.text.JsonText;
import dev.hermetic.text.JsonWriter;
import java.util.List;
import java.util.Map;

/** The graph of a lock for machines: all packages and edges of each platform, nothing repeated. */
public final class GraphJson {
  /** Changes when a reader of the document would have to. */
  private static final String FORMAT = "hermetic-lock-graph/1";

  private GraphJson() {}

  /** The document in ASCII, with a line feed at its end. */
  public static String of(List<LockGraph> graphs) {
    return JsonText.of(
        json -> {
          json.writeStartObject();
          json.writeStringField("format", FORMAT);
          json.writeObjectFieldStart("platforms");
          for (LockGraph graph : graphs) {
            json.writeObjectFieldStart(graph.platform().subdir());
            platform(json, graph);
            json.writeEndObject();
          }
          json.writeEndObject();
          json.writeEndObject();
        });
  }

  private static void platform(JsonWriter json, LockGraph graph) {
    Census census = Census.of(graph);
    json.writeNumberField("asked", census.asked());
    json.writeNumberField("shadow", census.shadow());
    JsonText.texts(json, "unneeded", census.unneeded());
    json.writeObjectFieldStart("implied");
    for (Map.Entry<String, List<String>> implied : census.implied().entrySet()) {
      JsonText.texts(json, implied.getKey(), implied.getValue());
    }
    json.writeEndObject();
    roots(json, "missing", census.missing());
    json.writeArrayFieldStart("packages");
    for (LockedPackage locked : graph.packages()) {
      json.writeStartObject();
      json.writeStringField("manager", locked.manager().key());
      json.writeStringField("name", locked.name());
      json.writeStringField("version", locked.version());
      json.writeStringField("build", PackageAddress.build(locked).orElse(null));
      json.writeBooleanField("needed", graph.isNeeded(locked));
      roots(json, "asked", graph.roots(locked));
      json.writeArrayFieldStart("dependencies");
      for (Edge edge : graph.dependencies(locked)) {
        json.writeStartObject();
        json.writeStringField("name", edge.name());
        json.writeStringField("constraint", edge.constraint());
        json.writeBooleanField("virtual", edge.isVirtual());
        json.writeBooleanField("locked", edge.to().isPresent());
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  static void roots(JsonWriter json, String field, List<Root> roots) {
    json.writeArrayFieldStart(field);
    for (Root root : roots) {
      json.writeStartObject();
      json.writeStringField("spec", Redaction.redact(root.text()));
      json.writeStringField("location", root.location().toString());
      json.writeEndObject();
    }
    json.writeEndArray();
  }
}
