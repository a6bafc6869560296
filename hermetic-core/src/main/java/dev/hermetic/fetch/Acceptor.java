package dev.hermetic.fetch;

import java.nio.file.Path;

/**
 * Looks at new bytes before they replace what the cache holds. Called while the cache entry is
 * locked: it must not fetch.
 */
@FunctionalInterface
public interface Acceptor {
  /** Takes any bytes. */
  Acceptor ANY = (file, sha256) -> {};

  /**
   * Returns when the bytes are good. What it throws goes on to the caller of {@link Fetcher#fetch};
   * the old copy then stays as it was.
   *
   * @param file the new bytes; gone or moved once this method has returned
   * @param sha256 of the bytes, 64 lower-case hex digits
   */
  void accept(Path file, String sha256);
}
