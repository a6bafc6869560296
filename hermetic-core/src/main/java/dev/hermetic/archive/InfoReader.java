package dev.hermetic.archive;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.hermetic.problem.HermeticException;
import dev.hermetic.text.JsonTree;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads info/index.json and info/link.json (CEP-34). */
final class InfoReader {
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
    Map<?, ?> index = tree(INDEX);
    if (index == null) {
      throw problem(INDEX, "not in the package");
    }
    Map<?, ?> link = tree(LINK);
    Map<?, ?> noarch = link == null ? null : noarch(link);
    NoarchKind kind =
        noarch == null
            ? kind(INDEX, index.get("noarch"))
            : kind(LINK, noarch.get("type"));
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

  private @Nullable Map<?, ?> tree(String file) {
    byte[] bytes = files.get(file);
    if (bytes == null) {
      return null;
    }
    try {
      if (JsonTree.read(bytes) instanceof Map<?, ?> tree) {
        return tree;
      }
      throw problem(file, "no JSON object");
    } catch (JsonProcessingException e) {
      throw problem(file, reason(e));
    } catch (IOException e) {
      throw problem(file, "not UTF-8");
    }
  }

  /** What Jackson says, without a copy of the source. */
  static String reason(JsonProcessingException e) {
    return "no valid JSON: "
        + JsonTree.reason(e)
        + (e.getLocation() == null ? "" : " (line " + e.getLocation().getLineNr() + ")");
  }

  private @Nullable Map<?, ?> noarch(Map<?, ?> link) {
    Object noarch = link.get("noarch");
    if (noarch == null || noarch instanceof Map<?, ?>) {
      return (Map<?, ?>) noarch;
    }
    throw problem(LINK, "`noarch` is no object");
  }

  private @Nullable NoarchKind kind(String file, @Nullable Object kind) {
    if (kind == null || kind.equals(false)) {
      return null;
    }
    // Legacy packages say true for generic (CEP-34).
    if (kind.equals(true) || kind.equals("generic")) {
      return NoarchKind.GENERIC;
    }
    if (kind.equals("python")) {
      return NoarchKind.PYTHON;
    }
    throw problem(
        file, "an unknown kind of noarch, " + ArchiveProblems.shown(String.valueOf(kind)));
  }

  private List<EntryPoint> entryPoints(Map<?, ?> noarch) {
    Object value = noarch.get("entry_points");
    List<EntryPoint> entryPoints = new ArrayList<>();
    if (value == null) {
      return entryPoints;
    }
    if (!(value instanceof List<?> list)) {
      throw problem(LINK, "`entry_points` is no list");
    }
    for (Object item : list) {
      entryPoints.add(
          EntryPoint.parse(item instanceof String text ? text : "")
              .orElseThrow(
                  () ->
                      problem(
                          LINK,
                          "not an entry point `command = module:function`: "
                              + ArchiveProblems.shown(String.valueOf(item)))));
    }
    return entryPoints;
  }

  private @Nullable String optionalText(Map<?, ?> index, String name) {
    Object value = index.get(name);
    if (value == null || value instanceof String) {
      return (String) value;
    }
    throw problem(INDEX, "`" + name + "` is no string");
  }

  private String text(Map<?, ?> index, String name) {
    String text = optionalText(index, name);
    if (text == null || text.isEmpty()) {
      throw problem(INDEX, "`" + name + "` is missing");
    }
    return text;
  }

  private long number(Map<?, ?> index, String name, long absent) {
    Object value = index.get(name);
    if (value == null) {
      return absent;
    }
    if (value instanceof Long number) {
      return number;
    }
    throw problem(INDEX, "`" + name + "` is no whole number");
  }

  private HermeticException problem(String file, String fact) {
    return new HermeticException(ArchiveProblems.metadata(subject, file, fact));
  }
}
