package dev.hermetic.maven;

import dev.hermetic.lock.DurationText;
import dev.hermetic.text.ByteText;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Reads parameters that say how much.
 *
 * @param reader keeps what is wrong with them
 */
record QuantityParameters(ParameterReader reader) {
  /** A number of bytes, with or without a unit; empty when blank. */
  OptionalLong bytes(String parameter, @Nullable String value) {
    String text = reader.text(value);
    if (text == null) {
      return OptionalLong.empty();
    }
    OptionalLong bytes = ByteText.parse(text);
    if (bytes.isEmpty()) {
      reader.problem(parameter, "'" + text + "' is not a size", "write it as 5GB, 500 MiB or 0");
    }
    return bytes;
  }

  /** A duration; null when blank or {@code none}. */
  @Nullable Duration duration(String parameter, @Nullable String value) {
    String text = reader.text(value);
    if (text == null || text.equalsIgnoreCase("none")) {
      return null;
    }
    Optional<Duration> duration = DurationText.parse(text);
    if (duration.isEmpty()) {
      reader.problem(
          parameter, "'" + text + "' is not a duration", "write it as 12h, 30d, 8w or none");
    }
    return duration.orElse(null);
  }

  /** A number from 0 on; the fallback when blank. */
  int number(String parameter, @Nullable String value, int fallback) {
    String text = reader.text(value);
    if (text == null) {
      return fallback;
    }
    if (!text.matches("\\d{1,9}")) {
      reader.problem(parameter, "'" + text + "' is no whole number", "take 0 or more");
      return fallback;
    }
    return Integer.parseInt(text);
  }

  /** A share from 0 to 1, or in percent; empty when blank. */
  OptionalDouble share(String parameter, @Nullable String value) {
    String text = reader.text(value);
    if (text == null) {
      return OptionalDouble.empty();
    }
    boolean percent = text.endsWith("%");
    String number = percent ? text.substring(0, text.length() - 1).strip() : text;
    double share = number.matches("\\d{1,3}(\\.\\d{1,9})?") ? Double.parseDouble(number) : -1;
    share = percent ? share / 100 : share;
    if (share < 0 || share > 1) {
      reader.problem(parameter, "'" + text + "' is no share", "write it as 0.05 or 5%");
      return OptionalDouble.empty();
    }
    return OptionalDouble.of(share);
  }
}
