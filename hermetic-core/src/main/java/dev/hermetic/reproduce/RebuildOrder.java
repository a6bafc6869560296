package dev.hermetic.reproduce;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.hermetic.image.ImageRequest;
import dev.hermetic.install.InstallRequest;
import dev.hermetic.platform.Platform;
import dev.hermetic.prefix.LinkMode;
import dev.hermetic.prefix.TargetPrefix;
import dev.hermetic.text.JsonText;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What the process of a rebuild is told on its standard input: JSON. All packages, and the base of an
 * image, are in the cache, so it needs no mirror, index or credential and is told none.
 *
 * @param install the environment, which is installed first
 * @param image what is made of it then; null for nothing. It has the same prefix
 * @param cache directory of the cache
 */
record RebuildOrder(InstallRequest install, @Nullable ImageRequest image, Path cache) {
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
          ImageOrder.map(json, "allowedScripts", install.allowedScripts());
          json.writeBooleanField("ignorePip", install.ignorePip());
          json.writeNumberField("threads", install.threads());
          json.writeStringField("cache", cache.toString());
          if (image != null) {
            json.writeObjectFieldStart("image");
            ImageOrder.write(json, image);
            json.writeEndObject();
          }
          json.writeEndObject();
        });
  }

  static RebuildOrder read(InputStream in) throws IOException {
    JsonNode json = JSON.readTree(in);
    Platform platform = new Platform(ImageOrder.text(json, "platform"));
    List<Path> files = ImageOrder.texts(json, "environment").stream().map(Path::of).toList();
    InstallRequest install =
        new InstallRequest(
            Path.of(ImageOrder.text(json, "directory")),
            Path.of(ImageOrder.text(json, "lock")),
            files,
            platform,
            Path.of(ImageOrder.text(json, "prefix")),
            new TargetPrefix(ImageOrder.text(json, "patched"), platform),
            new TargetPrefix(ImageOrder.text(json, "target"), platform),
            LinkMode.of(ImageOrder.text(json, "linkMode")).orElseThrow(),
            json.path("compile").asBoolean(),
            ImageOrder.map(json, "allowedScripts"),
            json.path("ignorePip").asBoolean(),
            new TreeMap<>(),
            List.of(),
            json.path("threads").asInt());
    JsonNode image = json.path("image");
    return new RebuildOrder(
        install,
        image.isObject() ? ImageOrder.read(image, install) : null,
        Path.of(ImageOrder.text(json, "cache")));
  }
}
