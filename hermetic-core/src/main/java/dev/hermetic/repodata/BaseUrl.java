package dev.hermetic.repodata;

import dev.hermetic.problem.Redaction;
import java.net.URI;

/** Where packages lie when repodata names a place of its own (CEP-15). */
final class BaseUrl {
  private BaseUrl() {}

  /**
   * @param baseUrl {@code info.base_url}: absolute, or relative to the subdir's own URL
   * @return absolute URL with a trailing slash; a URL that does not parse is taken as relative text
   */
  static String resolve(String channel, String subdir, String baseUrl) {
    if (baseUrl.isBlank()) {
      return channel + "/" + subdir + "/";
    }
    String slashed = baseUrl.endsWith("/") ? baseUrl : baseUrl + "/";
    String resolved;
    try {
      resolved = resolve(channel + "/" + subdir + "/", slashed);
    } catch (IllegalArgumentException e) {
      resolved = channel + "/" + subdir + "/" + slashed;
    }
    return Redaction.redact(resolved);
  }

  /** @throws IllegalArgumentException when one of them is no URL */
  static String resolve(String base, String reference) {
    // java.net.URI loses the empty host of a file URL.
    return URI.create(base).resolve(reference).toString().replaceFirst("^file:/(?!/)", "file:///");
  }
}
