package dev.hermetic.pypi.simple;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.hermetic.pypi.simple.DistributionFile.OfferedMetadata;
import dev.hermetic.text.JsonTree;
import java.io.IOException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A project's page as JSON (PEP 691, PEP 700). */
final class JsonPage {
  private static final ObjectMapper JSON =
      new ObjectMapper(
          JsonFactory.builder()
              .streamReadConstraints(
                  StreamReadConstraints.builder()
                      .maxNestingDepth(20)
                      .maxStringLength(1 << 20)
                      .build())
              .build());

  private JsonPage() {}

  /**
   * @param found where the page was found
   */
  static PageEntries read(Path file, String found, IndexAddress origin)
      throws IOException, InvalidPageException {
    JsonNode page;
    try {
      page = JSON.readTree(file.toFile());
    } catch (JsonParseException e) {
      throw new InvalidPageException(
          "the page is no JSON: " + JsonTree.reason(e), e);
    }
    if (page == null || !page.isObject() || !page.path("files").isArray()) {
      throw new InvalidPageException("the page is JSON, but no list of files (PEP 691)");
    }
    ApiVersion.requireKnown(page.path("meta").path("api-version").asText("1.0"));
    PageEntries entries = new PageEntries(origin, found, found);
    for (JsonNode one : page.get("files")) {
      entries.add(
          new PageEntries.Entry(
              one.path("url").asText(""),
              strings(one.path("hashes")),
              text(one.path("requires-python")),
              yanked(one.path("yanked")),
              time(one.path("upload-time")),
              one.path("size").asLong(-1),
              metadata(one)));
    }
    return entries;
  }

  private static @Nullable String text(JsonNode node) {
    return node.isTextual() && !node.textValue().isEmpty() ? node.textValue() : null;
  }

  /** False or missing: usable; true: yanked; a text: yanked, and why. */
  private static @Nullable String yanked(JsonNode node) {
    if (node.isTextual()) {
      return node.textValue();
    }
    return node.asBoolean(false) ? "" : null;
  }

  private static @Nullable Instant time(JsonNode node) {
    try {
      return node.isTextual() ? OffsetDateTime.parse(node.textValue()).toInstant() : null;
    } catch (DateTimeException e) {
      return null;
    }
  }

  private static OfferedMetadata metadata(JsonNode file) {
    JsonNode said =
        file.path(file.has("core-metadata") ? "core-metadata" : "dist-info-metadata");
    if (said.isObject()) {
      String sha256 = strings(said).get("sha256");
      boolean digest = sha256 != null && sha256.matches("[0-9a-f]{64}");
      return new OfferedMetadata(true, digest ? sha256 : null);
    }
    return said.asBoolean(false) ? new OfferedMetadata(true, null) : OfferedMetadata.NONE;
  }

  private static Map<String, String> strings(JsonNode object) {
    SortedMap<String, String> values = new TreeMap<>();
    object
        .properties()
        .forEach(
            field -> {
              if (field.getValue().isTextual()) {
                values.put(field.getKey(), field.getValue().textValue());
              }
            });
    return values;
  }
}
