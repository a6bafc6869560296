package dev.hermetic.registry;

import dev.hermetic.fetch.FetchSettings;

/**
 * The surroundings in which registries are used.
 *
 * @param web cache, proxies, waits, offline, and where credentials are, asked in order
 * @param allowInsecure whether hosts other than this machine may be spoken to without TLS, where they
 *     know no other way; credentials are then sent unprotected too
 * @param workers how many blobs are on their way at once, at least 1
 */
public record RegistrySettings(FetchSettings web, boolean allowInsecure, int workers) {
  /** What registries bear well and what fills a line. */
  public static final int DEFAULT_WORKERS = 4;

  public RegistrySettings {
    if (workers < 1) {
      throw new IllegalArgumentException("workers " + workers);
    }
  }
}
