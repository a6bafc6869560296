package dev.hermetic.maven;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The time of all that a build makes, the same each time it is made. */
final class BuildTime {
  private BuildTime() {}

  /**
   * The time that a build says it has: {@code project.build.outputTimestamp}, else {@code
   * SOURCE_DATE_EPOCH}; empty when neither is there.
   *
   * @param timestamp ISO 8601 or seconds; one character or nothing where there is none, as for
   *     Maven's own plugins
   */
  static Optional<Instant> of(
      ParameterReader reader, @Nullable String timestamp, Map<String, String> environment) {
    boolean given = timestamp != null && timestamp.strip().length() > 1;
    String name = given ? "project.build.outputTimestamp" : "SOURCE_DATE_EPOCH";
    String text =
        given ? String.valueOf(timestamp).strip() : environment.getOrDefault(name, "").strip();
    if (text.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          text.matches("\\d{1,12}")
              ? Instant.ofEpochSecond(Long.parseLong(text))
              : Instant.ofEpochSecond(OffsetDateTime.parse(text).toEpochSecond()));
    } catch (DateTimeException e) {
      reader.problem(
          name, "'" + text + "' is no time", "write it as 2026-01-31T12:00:00Z, or in seconds");
      return Optional.empty();
    }
  }

  /** The same, and the epoch where the build says none. */
  static Instant orEpoch(
      ParameterReader reader, @Nullable String timestamp, Map<String, String> environment) {
    return of(reader, timestamp, environment).orElse(Instant.EPOCH);
  }
}
