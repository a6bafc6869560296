package dev.hermetic.text;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/**
 * Instants as {@link Instant#toString} writes them, which takes many times as long: a report tells
 * thousands.
 */
public final class InstantText {
  /** Begin of the year 0, in seconds: years before are written with a sign. */
  private static final long FIRST = -62_167_219_200L;

  /** Begin of the year 10000, in seconds. */
  private static final long END = 253_402_300_800L;

  private static final int NANOS_OF_A_MILLI = 1_000_000;

  private InstantText() {}

  /** RFC 3339 in UTC; with three digits of a second, or none, where no more are needed. */
  public static String of(Instant instant) {
    long second = instant.getEpochSecond();
    if (second < FIRST || second >= END || instant.getNano() % NANOS_OF_A_MILLI != 0) {
      return instant.toString();
    }
    LocalDateTime time = LocalDateTime.ofEpochSecond(second, instant.getNano(), ZoneOffset.UTC);
    StringBuilder text = new StringBuilder(24);
    digits(text, time.getYear(), 1000);
    digits(text.append('-'), time.getMonthValue(), 10);
    digits(text.append('-'), time.getDayOfMonth(), 10);
    digits(text.append('T'), time.getHour(), 10);
    digits(text.append(':'), time.getMinute(), 10);
    digits(text.append(':'), time.getSecond(), 10);
    if (time.getNano() > 0) {
      digits(text.append('.'), time.getNano() / NANOS_OF_A_MILLI, 100);
    }
    return text.append('Z').toString();
  }

  private static void digits(StringBuilder text, int number, int first) {
    for (int unit = first; unit > 0; unit /= 10) {
      text.append((char) ('0' + number / unit % 10));
    }
  }
}
