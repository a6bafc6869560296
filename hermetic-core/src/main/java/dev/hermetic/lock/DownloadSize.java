package dev.hermetic.lock;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.OptionalLong;

/**
 * How much there is to download, as far as it is known.
 *
 * @param knownBytes sum of the package files whose size is known
 * @param unknown number of package files whose size is not known
 */
public record DownloadSize(long knownBytes, int unknown) {
  /** Nothing to download. */
  public static final DownloadSize NONE = new DownloadSize(0, 0);

  /** This and one more file. */
  public DownloadSize plus(OptionalLong size) {
    return size.isPresent()
        ? new DownloadSize(knownBytes + size.getAsLong(), unknown)
        : new DownloadSize(knownBytes, unknown + 1);
  }

  public DownloadSize plus(DownloadSize other) {
    return new DownloadSize(knownBytes + other.knownBytes, unknown + other.unknown);
  }

  /** Whether the size of every file is known. */
  public boolean complete() {
    return unknown == 0;
  }

  /** {@code 512.3 MB}, {@code at least 512.3 MB} or {@code unknown}; units are powers of 1000. */
  public String text() {
    if (complete()) {
      return bytes(knownBytes);
    }
    return knownBytes == 0 ? "unknown" : "at least " + bytes(knownBytes);
  }

  /** The number of bytes with one digit after the point; units are powers of 1000. */
  public static String bytes(long bytes) {
    String[] units = {"B", "kB", "MB", "GB", "TB"};
    if (bytes < 1000) {
      return bytes + " B";
    }
    BigDecimal value = BigDecimal.valueOf(bytes);
    int unit = 0;
    do {
      value = value.movePointLeft(3);
      unit++;
    } while (unit < units.length - 1
        && value.setScale(1, RoundingMode.HALF_UP).compareTo(BigDecimal.valueOf(1000)) >= 0);
    return value.setScale(1, RoundingMode.HALF_UP).toPlainString() + " " + units[unit];
  }
}
