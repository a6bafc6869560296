package dev.hermetic.reproduce;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.hermetic.install.InstallRequest;
import dev.hermetic.platform.Platform;
import dev.hermetic.prefix.LinkMode;
import dev.hermetic.prefix.TargetPrefix;
import dev.hermetic.text.JsonText;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the process of a rebuild is told on its standard input: JSON. All packages are in the cache,
 * so it needs no mirror, index or credential and is told none.
 *
 * @param cache directory of the cache
 */
record RebuildOrder(InstallRequest install, Path cache) {
  private static final JsonMapper JSON = new JsonMapper();

  String text() {
    return JsonText.of(
        json -> {
          json.writeStartObject();
          json.writeStringField("directory", install.directory().toString());
          json.writeStringField("lock", install.lockfile().toString());
          JsonText.texts(
              json,
              "environment",
              install.environmentFiles().stream().map(Path::toString).toList());
          json.writeStringField("platform", install.platform().toString());
          json.writeStringField("prefix", install.prefix().toString());
          json.writeStringField("patched", install.patched().path());
          json.writeStringField("target", install.target().path());
          json.writeStringField("linkMode", install.linkMode().word());
          json.writeBooleanField("compile", install.compile());
          json.writeObjectFieldStart("allowedScripts");
          for (Map.Entry<String, String> one : install.allowedScripts().entrySet()) {
            json.writeStringField(one.getKey(), one.getValue());
          }
          json.writeEndObject();
          json.writeBooleanField("ignorePip", install.ignorePip());
          json.writeNumberField("threads", install.threads());
          json.writeStringField("cache", cache.toString());
          json.writeEndObject();
        });
  }

  static RebuildOrder read(InputStream in) throws IOException {
    JsonNode json = JSON.readTree(in);
    Platform platform = new Platform(text(json, "platform"));
    List<Path> files = new ArrayList<>();
    json.path("environment").forEach(one -> files.add(Path.of(one.asText())));
    SortedMap<String, String> allowed = new TreeMap<>();
    json.path("allowedScripts")
        .properties()
        .forEach(one -> allowed.put(one.getKey(), one.getValue().asText()));
    return new RebuildOrder(
        new InstallRequest(
            Path.of(text(json, "directory")),
            Path.of(text(json, "lock")),
            files,
            platform,
            Path.of(text(json, "prefix")),
            new TargetPrefix(text(json, "patched"), platform),
            new TargetPrefix(text(json, "target"), platform),
            LinkMode.of(text(json, "linkMode")).orElseThrow(),
            json.path("compile").asBoolean(),
            allowed,
            json.path("ignorePip").asBoolean(),
            new TreeMap<>(),
            List.of(),
            json.path("threads").asInt()),
        Path.of(text(json, "cache")));
  }

  private static String text(JsonNode json, String field) {
    return json.required(field).asText();
  }
}
