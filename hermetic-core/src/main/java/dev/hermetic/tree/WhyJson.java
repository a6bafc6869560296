package dev.hermetic.tree;

import dev.hermetic.graph.Edge;
import dev.hermetic.graph.Route;
import dev.hermetic.lockfile.PackageAddress;
import dev.hermetic.text.JsonText;
import dev.hermetic.text.JsonWriter;
import java.util.List;
import java.util.Locale;

/** Why a package is in a lock, for machines: per platform, unknown values null. */
public final class WhyJson {
  /** Changes when a reader of the document would have to. */
  private static final String FORMAT = "hermetic-lock-why/1";

  private WhyJson() {}

  /** The document in ASCII, with a line feed at its end. */
  public static String of(String name, List<Why> answers) {
    return JsonText.of(
        json -> {
          json.writeStartObject();
          json.writeStringField("format", FORMAT);
          json.writeStringField("package", name);
          json.writeObjectFieldStart("platforms");
          for (Why why : answers) {
            json.writeObjectFieldStart(why.platform().subdir());
            platform(json, why);
            json.writeEndObject();
          }
          json.writeEndObject();
          json.writeEndObject();
        });
  }

  private static void platform(JsonWriter json, Why why) {
    json.writeStringField("manager", why.locked().manager().key());
    json.writeStringField("version", why.locked().version());
    json.writeStringField("build", PackageAddress.build(why.locked()).orElse(null));
    json.writeBooleanField("shadow", why.isShadow());
    GraphJson.roots(json, "asked", why.asked());
    json.writeArrayFieldStart("routes");
    for (Route route : why.routes()) {
      json.writeStartObject();
      GraphJson.roots(json, "root", List.of(route.root()));
      json.writeArrayFieldStart("packages");
      json.writeString(route.start().name());
      for (Edge edge : route.edges()) {
        json.writeString(edge.to().map(to -> to.name()).orElse(edge.name()));
      }
      json.writeEndArray();
      json.writeEndObject();
    }
    json.writeEndArray();
    GraphJson.roots(json, "limits", why.limits());
    json.writeArrayFieldStart("constraints");
    for (Edge edge : why.holders()) {
      json.writeStartObject();
      json.writeStringField("package", edge.from().name());
      json.writeStringField("version", edge.from().version());
      json.writeStringField("constraint", edge.constraint());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeObjectFieldStart("newer");
    json.writeStringField("state", why.newer().state().name().toLowerCase(Locale.ROOT));
    json.writeStringField("newest", why.newer().newest().orElse(null));
    JsonText.texts(json, "held_by", why.newer().heldBy());
    json.writeStringField("free", why.newer().free().orElse(null));
    json.writeEndObject();
  }
}
