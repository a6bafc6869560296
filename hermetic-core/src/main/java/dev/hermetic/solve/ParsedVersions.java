package dev.hermetic.solve;

import dev.hermetic.record.CandidateColumns;
import dev.hermetic.version.Version;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Versions of texts, each parsed once. */
final class ParsedVersions {
  private final Map<String, @Nullable Version> versions = new HashMap<>();

  /** Null for a text that is no version. */
  @Nullable Version of(String text) {
    Version known = versions.get(text);
    if (known != null || versions.containsKey(text)) {
      return known;
    }
    Version version = CandidateColumns.version(text);
    versions.put(text, version);
    return version;
  }

  /** Orders a version and the text of one; a text that is none comes before all. */
  int compare(Version version, String text) {
    Version other = of(text);
    return other == null ? 1 : version.compareTo(other);
  }
}
