package dev.hermetic.reproduce;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hermetic.image.ImageRequest;
import dev.hermetic.image.RuntimeRequest;
import dev.hermetic.install.InstallRequest;
import dev.hermetic.minimize.MinimizePolicy;
import dev.hermetic.oci.Compression;
import dev.hermetic.oci.ImageFormat;
import dev.hermetic.text.JsonText;
import dev.hermetic.text.JsonWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** The image of a {@link RebuildOrder} as JSON. A policy is told by its name or file. */
final class ImageOrder {
  private ImageOrder() {}

  /** All but the environment, of a request that records nothing and writes nothing beside. */
  static void write(JsonWriter json, ImageRequest image) {
    json.writeStringField("lock", image.install().lockfile().toString());
    json.writeStringField("from", image.from());
    json.writeStringField("pins", image.pins().toString());
    RuntimeRequest runtime = image.runtime();
    JsonText.texts(json, "entrypoint", runtime.entrypoint());
    JsonText.texts(json, "cmd", runtime.cmd());
    json.writeStringField("user", runtime.user());
    json.writeStringField("workdir", runtime.workdir());
    map(json, "env", runtime.env());
    map(json, "labels", runtime.labels());
    JsonText.texts(json, "ports", runtime.ports());
    JsonText.texts(json, "volumes", runtime.volumes());
    JsonText.texts(json, "files", image.files());
    json.writeStringField("policy", image.policy().name());
    json.writeStringField("format", image.format().name());
    json.writeStringField("compression", image.compression().name());
    JsonText.texts(json, "names", image.names());
    map(json, "annotations", image.annotations());
    json.writeStringField("created", image.created().toString());
    json.writeStringField("work", image.work().toString());
  }

  /**
   * The request again.
   *
   * @param install the environment, as it was just installed
   */
  static ImageRequest read(JsonNode json, InstallRequest install) {
    InstallRequest locked =
        install.at(
            Path.of(text(json, "lock")), install.prefix(), install.patched(), install.threads());
    RuntimeRequest runtime =
        new RuntimeRequest(
            texts(json, "entrypoint"),
            texts(json, "cmd"),
            text(json, "user"),
            text(json, "workdir"),
            map(json, "env"),
            map(json, "labels"),
            new TreeSet<>(texts(json, "ports")),
            new TreeSet<>(texts(json, "volumes")));
    return new ImageRequest(
        locked,
        text(json, "from"),
        Path.of(text(json, "pins")),
        false,
        true,
        runtime,
        texts(json, "files"),
        MinimizePolicy.named(text(json, "policy"), install.directory()),
        ImageFormat.valueOf(text(json, "format")),
        Compression.valueOf(text(json, "compression")),
        texts(json, "names"),
        map(json, "annotations"),
        Instant.parse(text(json, "created")),
        Path.of(text(json, "work")),
        null,
        ImageFormat.DOCKER,
        null);
  }

  /** A field with texts by name. */
  static void map(JsonWriter json, String field, Map<String, String> texts) {
    json.writeObjectFieldStart(field);
    for (Map.Entry<String, String> one : texts.entrySet()) {
      json.writeStringField(one.getKey(), one.getValue());
    }
    json.writeEndObject();
  }

  static SortedMap<String, String> map(JsonNode json, String field) {
    SortedMap<String, String> texts = new TreeMap<>();
    json.path(field).properties().forEach(one -> texts.put(one.getKey(), one.getValue().asText()));
    return texts;
  }

  static List<String> texts(JsonNode json, String field) {
    List<String> texts = new ArrayList<>();
    json.path(field).forEach(one -> texts.add(one.asText()));
    return texts;
  }

  static String text(JsonNode json, String field) {
    return json.required(field).asText();
  }
}
