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
    String slashed = baseUrl.endsWith("/") ? baseUrl : baseUrl + "/";
    String resolved;
    try {
      resolved = URI.create(channel + "/" + subdir + "/").resolve(slashed).toString();
    } catch (IllegalArgumentException e) {
      resolved = channel + "/" + subdir + "/" + slashed;
    }
    return Redaction.redact(resolved);
  }
}
