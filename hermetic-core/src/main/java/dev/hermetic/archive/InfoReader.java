package dev.hermetic.archive;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.hermetic.problem.HermeticException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads info/index.json and info/link.json (CEP-34). */
final class InfoReader {
  private static final ObjectMapper JSON = new ObjectMapper();
  static final String INDEX = "info/index.json";
  static final String LINK = "info/link.json";

  private final String subject;
  private final Map<String, byte[]> files;

  /**
   * @param subject the package file, for problems
   * @param files contents by path
   */
  InfoReader(String subject, Map<String, byte[]> files) {
    this.subject = subject;
    this.files = files;
  }

  /**
   * @param aboutTime seconds since the epoch
   * @throws HermeticException HERM-PKG-004
   */
  PackageInfo read(long aboutTime) {
    JsonNode index = tree(INDEX);
    if (index == null) {
      throw problem(INDEX, "not in the package");
    }
    JsonNode link = tree(LINK);
    JsonNode noarch = link == null ? null : field(link, "noarch");
    if (noarch != null && !noarch.isObject()) {
      throw problem(LINK, "`noarch` is no object");
    }
    NoarchKind kind =
        noarch == null
            ? kind(INDEX, field(index, "noarch"))
            : kind(LINK, field(noarch, "type"));
    return new PackageInfo(
        text(index, "name"),
        text(index, "version"),
        text(index, "build"),
        number(index, "build_number", 0),
        optionalText(index, "subdir"),
        kind,
        noarch == null ? List.of() : entryPoints(noarch),
        optionalText(index, "python_site_packages_path"),
        optionalText(index, "license"),
        number(index, "timestamp", -1),
        aboutTime);
  }

  private @Nullable JsonNode tree(String file) {
    byte[] bytes = files.get(file);
    if (bytes == null) {
      return null;
    }
    try {
      JsonNode tree = JSON.readTree(bytes);
      if (tree == null || !tree.isObject()) {
        throw problem(file, "no JSON object");
      }
      return tree;
    } catch (JsonProcessingException e) {
      throw problem(file, reason(e));
    } catch (IOException e) {
      throw problem(file, "not UTF-8");
    }
  }

  /** What Jackson says, without a copy of the source. */
  static String reason(JsonProcessingException e) {
    return "no valid JSON: "
        + e.getOriginalMessage()
        + (e.getLocation() == null ? "" : " (line " + e.getLocation().getLineNr() + ")");
  }

  private @Nullable NoarchKind kind(String file, @Nullable JsonNode kind) {
    if (kind == null || kind.isBoolean() && !kind.booleanValue()) {
      return null;
    }
    // Legacy packages say true for generic (CEP-34).
    if (kind.isBoolean() || kind.asText().equals("generic")) {
      return NoarchKind.GENERIC;
    }
    if (kind.isTextual() && kind.textValue().equals("python")) {
      return NoarchKind.PYTHON;
    }
    throw problem(file, "an unknown kind of noarch, " + ArchiveProblems.shown(kind.asText()));
  }

  private List<EntryPoint> entryPoints(JsonNode noarch) {
    JsonNode list = field(noarch, "entry_points");
    List<EntryPoint> entryPoints = new ArrayList<>();
    if (list == null) {
      return entryPoints;
    }
    if (!list.isArray()) {
      throw problem(LINK, "`entry_points` is no list");
    }
    for (JsonNode item : list) {
      entryPoints.add(
          EntryPoint.parse(item.isTextual() ? item.textValue() : "")
              .orElseThrow(
                  () ->
                      problem(
                          LINK,
                          "not an entry point `command = module:function`: "
                              + ArchiveProblems.shown(
                                  item.isTextual() ? item.textValue() : item.toString()))));
    }
    return entryPoints;
  }

  /** Null when absent or null. */
  private static @Nullable JsonNode field(JsonNode object, String name) {
    JsonNode value = object.get(name);
    return value == null || value.isNull() ? null : value;
  }

  private @Nullable String optionalText(JsonNode index, String name) {
    JsonNode value = field(index, name);
    if (value == null) {
      return null;
    }
    if (!value.isTextual()) {
      throw problem(INDEX, "`" + name + "` is no string");
    }
    return value.textValue();
  }

  private String text(JsonNode index, String name) {
    String text = optionalText(index, name);
    if (text == null || text.isEmpty()) {
      throw problem(INDEX, "`" + name + "` is missing");
    }
    return text;
  }

  private long number(JsonNode index, String name, long absent) {
    JsonNode value = field(index, name);
    if (value == null) {
      return absent;
    }
    if (!value.canConvertToLong() || !value.isIntegralNumber()) {
      throw problem(INDEX, "`" + name + "` is no whole number");
    }
    return value.longValue();
  }

  private HermeticException problem(String file, String fact) {
    return new HermeticException(ArchiveProblems.metadata(subject, file, fact));
  }
}
