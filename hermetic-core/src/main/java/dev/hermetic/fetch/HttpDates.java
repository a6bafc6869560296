package dev.hermetic.fetch;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Times in HTTP headers. */
final class HttpDates {
  private static final Pattern MAX_AGE = Pattern.compile("(?:^|[\\s,])max-age\\s*=\\s*\"?(\\d+)");
  private static final Pattern NEVER_FRESH = Pattern.compile("(?:^|[\\s,])no-(?:cache|store)\\b");

  private HttpDates() {}

  /** {@code Retry-After}: seconds or a date (RFC 9110 §10.2.3); empty when it is neither. */
  static Optional<Duration> retryAfter(String text, Instant now) {
    String value = text.strip();
    if (value.matches("\\d{1,9}")) {
      return Optional.of(Duration.ofSeconds(Long.parseLong(value)));
    }
    return instant(value)
        .map(then -> then.isAfter(now) ? Duration.between(now, then) : Duration.ZERO);
  }

  /** A date in the form that servers have to send (RFC 9110 §5.6.7); empty when it is none. */
  static Optional<Instant> instant(String text) {
    try {
      return Optional.of(
          ZonedDateTime.parse(text.strip(), DateTimeFormatter.RFC_1123_DATE_TIME).toInstant());
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  /**
   * For how many seconds an answer stays fresh: {@code max-age} as conda reads it, 0 without one;
   * also 0 for {@code no-cache} and {@code no-store}, which conda overlooks.
   */
  static long maxAge(Optional<String> cacheControl) {
    String value = cacheControl.orElse("").toLowerCase(Locale.ROOT);
    Matcher maxAge = MAX_AGE.matcher(value);
    if (NEVER_FRESH.matcher(value).find() || !maxAge.find()) {
      return 0;
    }
    String digits = maxAge.group(1);
    return digits.length() > 9 ? 999_999_999 : Long.parseLong(digits);
  }
}
