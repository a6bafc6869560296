package dev.hermetic.packagecache;

import dev.hermetic.fetch.Pin;
import java.util.List;

/**
 * A package to have in the cache.
 *
 * @param fileName {@code NAME-VERSION-BUILD.conda} or {@code .tar.bz2}, or the name of a wheel
 * @param urls where it can be fetched, asked in order until one has it: {@code https:}, {@code
 *     http:} or {@code file:}; may hold credentials and a conda token
 * @param pin what the lock promises of its bytes
 */
public record PackageRequest(String fileName, List<String> urls, Pin pin) {
  public PackageRequest {
    urls = List.copyOf(urls);
    if (urls.isEmpty()) {
      throw new IllegalArgumentException("a package comes from somewhere");
    }
  }

  /** Never shows the URLs, which may hold credentials. */
  @Override
  public String toString() {
    return "PackageRequest[" + fileName + "]";
  }
}
