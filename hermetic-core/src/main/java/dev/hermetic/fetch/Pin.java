package dev.hermetic.fetch;

import org.jspecify.annotations.Nullable;

/**
 * What is known in advance of the bytes of a file, which therefore never change.
 *
 * @param sha256 64 lower-case hex digits; null when only the MD5 is known
 * @param md5 32 lower-case hex digits; looked at only where no SHA-256 is known
 * @param size in bytes, -1 when not known
 */
public record Pin(@Nullable String sha256, @Nullable String md5, long size) {
  public Pin {
    if (sha256 == null && md5 == null
        || sha256 != null && !sha256.matches("[0-9a-f]{64}")
        || md5 != null && !md5.matches("[0-9a-f]{32}")) {
      throw new IllegalArgumentException("a file is named by its SHA-256 or MD5 in hex");
    }
  }

  /** A plain file name for what is kept of the file; different for different files. */
  public String key() {
    return sha256 != null ? sha256 : "md5-" + md5;
  }
}
