package dev.hermetic.diff;

import dev.hermetic.platform.Platform;
import dev.hermetic.text.JsonText;
import dev.hermetic.text.JsonWriter;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** The differences between two locks for machines: all of them, unknown values null. */
public final class DiffJson {
  /** Changes when a reader of the document would have to. */
  private static final String FORMAT = "hermetic-lock-diff/1";

  private DiffJson() {}

  /**
   * The document in ASCII, with a line feed at its end.
   *
   * @param from what the older lock is called
   * @param to what the newer lock is called
   */
  public static String of(LockDiff diff, String from, String to) {
    return JsonText.of(json -> write(json, diff, from, to));
  }

  private static void write(JsonWriter json, LockDiff diff, String from, String to) {
    json.writeStartObject();
    json.writeStringField("format", FORMAT);
    json.writeStringField("from", from);
    json.writeStringField("to", to);
    json.writeBooleanField("equal", diff.isEmpty());
    JsonText.texts(json, "platforms", diff.platforms().stream().map(Platform::subdir).toList());
    platforms(json, "platforms_added", diff.platformsAdded());
    platforms(json, "platforms_removed", diff.platformsRemoved());
    json.writeArrayFieldStart("settings");
    for (LockDiff.Setting setting : diff.settings()) {
      json.writeStartObject();
      json.writeStringField("name", setting.name());
      json.writeStringField("from", setting.from());
      json.writeStringField("to", setting.to());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeObjectFieldStart("counts");
    for (Change.Kind kind : Change.Kind.values()) {
      json.writeNumberField(kind.id(), diff.count(kind));
    }
    json.writeEndObject();
    json.writeNumberField("unchanged", diff.unchanged());
    json.writeArrayFieldStart("changes");
    for (Change change : diff.changes()) {
      change(json, change);
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void platforms(
      JsonWriter json, String field, SortedMap<Platform, Integer> counts) {
    json.writeObjectFieldStart(field);
    for (Map.Entry<Platform, Integer> count : counts.entrySet()) {
      json.writeNumberField(count.getKey().subdir(), count.getValue());
    }
    json.writeEndObject();
  }

  private static void change(JsonWriter json, Change change) {
    json.writeStartObject();
    json.writeStringField("manager", change.manager().key());
    json.writeStringField("name", change.name());
    json.writeStringField("kind", change.kind().id());
    json.writeBooleanField("asked", change.asked());
    json.writeObjectFieldStart("platforms");
    for (Map.Entry<Platform, Move> move : change.moves().entrySet()) {
      json.writeObjectFieldStart(move.getKey().subdir());
      json.writeBooleanField("channel_changed", move.getValue().changesChannel());
      json.writeBooleanField("license_changed", move.getValue().changesLicense());
      json.writeBooleanField("same_name_other_bytes", move.getValue().changesBytesOnly());
      pinned(json, "from", move.getValue().from());
      pinned(json, "to", move.getValue().to());
      json.writeEndObject();
    }
    json.writeEndObject();
    json.writeArrayFieldStart("reasons");
    for (Reason reason : change.reasons()) {
      json.writeStartObject();
      json.writeStringField("kind", reason.kind().id());
      json.writeStringField("text", reason.text());
      text(json, "location", reason.location().map(Object::toString).orElse(null));
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void pinned(JsonWriter json, String field, Optional<Pinned> pinned) {
    if (pinned.isEmpty()) {
      json.writeNullField(field);
      return;
    }
    Pinned one = pinned.get();
    json.writeObjectFieldStart(field);
    json.writeStringField("version", one.version());
    text(json, "build", one.build().orElse(null));
    json.writeStringField("channel", one.channel());
    json.writeStringField("url", one.url());
    text(json, "md5", one.md5().orElse(null));
    text(json, "sha256", one.sha256().orElse(null));
    text(json, "license", one.license().orElse(null));
    JsonText.texts(json, "categories", one.categories());
    json.writeObjectFieldStart("dependencies");
    for (Map.Entry<String, String> dependency : one.dependencies().entrySet()) {
      json.writeStringField(dependency.getKey(), dependency.getValue());
    }
    json.writeEndObject();
    json.writeEndObject();
  }

  private static void text(JsonWriter json, String field, @Nullable String text) {
    if (text == null) {
      json.writeNullField(field);
    } else {
      json.writeStringField(field, text);
    }
  }
}
