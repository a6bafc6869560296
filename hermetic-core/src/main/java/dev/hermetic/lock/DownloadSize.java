package dev.hermetic.lock;

import dev.hermetic.text.ByteText;
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
      return ByteText.of(knownBytes);
    }
    return knownBytes == 0 ? "unknown" : "at least " + ByteText.of(knownBytes);
  }
}
