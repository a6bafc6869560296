package dev.hermetic.cache;

import java.io.IOException;
import java.time.Instant;

/**
 * A thing in the cache that stays or goes as a whole.
 *
 * @param name what a person reads; without credentials
 * @param bytes what is gained when it goes
 * @param lastUsed when it was last written or asked for
 * @param abandoned whether it is of no use to anybody: unfinished or replaced long ago
 * @param removal takes it out
 */
public record CacheItem(
    String name, long bytes, Instant lastUsed, boolean abandoned, Removal removal) {
  /** Takes a thing out of the cache so that nobody ever sees half of it. */
  @FunctionalInterface
  public interface Removal {
    /**
     * @return false when it stays because somebody took it into use meanwhile
     * @throws IOException when it cannot be deleted; it is then whole, or all gone but for files
     *     that the next cleaning takes for abandoned
     */
    boolean run() throws IOException, InterruptedException;
  }
}
