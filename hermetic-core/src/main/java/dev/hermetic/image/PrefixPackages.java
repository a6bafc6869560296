package dev.hermetic.image;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.hermetic.prefix.ManifestEntry;
import dev.hermetic.prefix.PrefixManifest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** The packages of an installed prefix: conda's by their records, wheels by the names of theirs. */
final class PrefixPackages {
  private static final JsonFactory JSON = new JsonFactory();

  private static final Pattern RECORD =
      Pattern.compile(PrefixManifest.FOLDER + "/[^/]+-[^/-]+-[^/-]+\\.json");

  /** What a name ends with. */
  private static final Pattern NEEDED = Pattern.compile("[ =<>!~\\[]");

  private PrefixPackages() {}

  /**
   * A package.
   *
   * @param distribution as the manifest has it
   * @param depends names of packages, virtual ones too, with what is asked of them; empty texts where
   *     that is nothing
   */
  record One(
      String distribution,
      String name,
      String version,
      boolean isConda,
      SortedMap<String, String> depends) {}

  /**
   * Reads them.
   *
   * @param entries of the prefix
   * @return by distribution
   */
  static SortedMap<String, One> of(Path prefix, Collection<ManifestEntry> entries) {
    SortedMap<String, One> packages = new TreeMap<>();
    String meta = PrefixManifest.FOLDER + "/";
    for (ManifestEntry entry : entries) {
      String path = entry.path();
      if (RECORD.matcher(path).matches()) {
        Path file = prefix.resolve(path);
        try {
          One one = record(file, path.substring(meta.length(), path.length() - ".json".length()));
          packages.put(one.distribution(), one);
        } catch (IOException e) {
          throw ImageProblems.changed(path, e);
        }
      }
    }
    for (ManifestEntry entry : entries) {
      if (!entry.owner().isEmpty()) {
        packages.computeIfAbsent(entry.owner(), PrefixPackages::wheel);
      }
    }
    return packages;
  }

  /** {@code NAME-VERSION-TAGS}; neither of the first two has a dash in a wheel's name. */
  private static One wheel(String distribution) {
    String[] parts = distribution.split("-");
    return new One(
        distribution, parts[0], parts.length > 1 ? parts[1] : "", false, new TreeMap<>());
  }

  /** {@code NAME-VERSION-BUILD}, of which only names have dashes. */
  private static One record(Path file, String distribution) throws IOException {
    int build = distribution.lastIndexOf('-');
    int version = distribution.lastIndexOf('-', build - 1);
    return new One(
        distribution,
        distribution.substring(0, version),
        distribution.substring(version + 1, build),
        true,
        depends(file));
  }

  /** The rest of a record, thousands of paths in large packages, is not read. */
  private static SortedMap<String, String> depends(Path file) throws IOException {
    SortedMap<String, String> depends = new TreeMap<>();
    try (JsonParser json = JSON.createParser(file.toFile())) {
      json.nextToken();
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        String field = json.currentName();
        JsonToken value = json.nextToken();
        if (field.equals("depends") && value == JsonToken.START_ARRAY) {
          while (json.nextToken() == JsonToken.VALUE_STRING) {
            String text = json.getText().strip();
            String needed = NEEDED.split(text, 2)[0];
            depends.put(needed, text.substring(needed.length()).strip());
          }
          return depends;
        }
        json.skipChildren();
      }
    }
    return depends;
  }
}
