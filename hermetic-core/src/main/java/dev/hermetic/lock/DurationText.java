package dev.hermetic.lock;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as users write them. */
public final class DurationText {
  private static final Pattern COUNTED = Pattern.compile("(\\d{1,6})\\s*(s|m|h|d|w)");

  private DurationText() {}

  /**
   * A number with {@code s}, {@code m}, {@code h}, {@code d} or {@code w}, or ISO 8601 ({@code P7D});
   * empty when it is neither, or less than nothing.
   */
  public static Optional<Duration> parse(String text) {
    Matcher matcher = COUNTED.matcher(text);
    if (matcher.matches()) {
      long count = Long.parseLong(matcher.group(1));
      return Optional.of(
          switch (matcher.group(2)) {
            case "s" -> Duration.ofSeconds(count);
            case "m" -> Duration.ofMinutes(count);
            case "h" -> Duration.ofHours(count);
            case "d" -> Duration.ofDays(count);
            default -> Duration.ofDays(7 * count);
          });
    }
    try {
      Duration duration = Duration.parse(text);
      return duration.isNegative() ? Optional.empty() : Optional.of(duration);
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }
}
