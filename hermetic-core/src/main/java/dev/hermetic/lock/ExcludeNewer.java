package dev.hermetic.lock;

import dev.hermetic.problem.HermeticException;
import dev.hermetic.problem.Problem;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The cut-off date of a lock.
 *
 * @param text what the user wrote
 * @param instant packages with a later time stamp do not exist
 */
record ExcludeNewer(String text, Instant instant) {
  /**
   * Reads an RFC 3339 instant, a date ({@code 2026-08-01}: that whole day counts, so the cut-off is
   * the next midnight, UTC) or a duration before now ({@code 7d}, {@code 12h}, {@code 2w}, {@code
   * P7D}).
   *
   * @param recorded what the present lock says, {@code text=instant}: the same duration keeps the
   *     instant that it was turned into once; null when there is none
   * @throws HermeticException when the text is none of these
   */
  static ExcludeNewer parse(String text, Clock clock, @Nullable String recorded) {
    Optional<Instant> fixed = instant(text).or(() -> date(text));
    if (fixed.isPresent()) {
      return new ExcludeNewer(text, fixed.get());
    }
    Optional<Duration> duration = DurationText.parse(text);
    if (duration.isEmpty()) {
      throw invalid(text);
    }
    String prefix = text + "=";
    if (recorded != null && recorded.startsWith(prefix)) {
      Optional<Instant> known = instant(recorded.substring(prefix.length()));
      if (known.isPresent()) {
        return new ExcludeNewer(text, known.get());
      }
    }
    try {
      Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
      return new ExcludeNewer(text, now.minus(duration.get()));
    } catch (DateTimeException | ArithmeticException e) {
      // Further back than time goes.
      throw invalid(text);
    }
  }

  /** How the lock records it: {@code text=instant}. */
  String recorded() {
    return text + "=" + instant;
  }

  /** The cut-off date of a lock that records {@link #recorded()}; empty when it says none. */
  static Optional<Instant> limit(@Nullable String recorded) {
    return recorded == null
        ? Optional.empty()
        : instant(recorded.substring(recorded.lastIndexOf('=') + 1));
  }

  private static Optional<Instant> instant(String text) {
    try {
      return Optional.of(OffsetDateTime.parse(text).toInstant());
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }

  private static Optional<Instant> date(String text) {
    try {
      return Optional.of(
          LocalDate.parse(text).plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant());
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static HermeticException invalid(String text) {
    return new HermeticException(
        new Problem(
            "HERM-LOCK-101",
            Problem.Kind.INPUT,
            "hermetic.excludeNewer",
            "`" + text + "` is neither an instant, nor a date, nor a duration",
            "write it as 2026-08-01T12:00:00Z, 2026-08-01, or 7d"));
  }
}
