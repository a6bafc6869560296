package dev.hermetic.reproduce;

import java.time.Duration;
import java.time.Instant;

/**
 * What is known of the two runs whose results are compared: it tells a time of theirs from any other
 * number, and their folders from other texts.
 *
 * @param from when the first of them began
 * @param to when the last of them ended
 */
record Circumstances(
    Conditions one, Conditions other, String onePath, String otherPath, Instant from, Instant to) {
  /** Zones differ by up to 26 hours, and clocks of file systems by seconds. */
  private static final Duration MARGIN = Duration.ofHours(27);

  /** Whether seconds since the epoch are a time of the runs. */
  boolean isOfTheRuns(double seconds) {
    return seconds >= from.minus(MARGIN).getEpochSecond()
        && seconds <= to.plus(MARGIN).getEpochSecond();
  }
}
