package dev.hermetic.fetch;

import java.util.Optional;

/**
 * What came of a request.
 *
 * @param file empty when there is no such file
 * @param summary what a person reads
 */
record Fetched(Optional<CachedFile> file, String summary) {
  static Fetched missing() {
    return new Fetched(Optional.empty(), "not there");
  }

  static Fetched of(CachedFile file, String summary) {
    return new Fetched(Optional.of(file), summary);
  }
}
