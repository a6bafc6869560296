package dev.hermetic.repodata;

import dev.hermetic.problem.Redaction;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Set;

/** Where packages lie when repodata names a place of its own (CEP-15). */
final class BaseUrl {
  /** Those that packages are fetched by; none for a relative one. */
  private static final Set<String> SCHEMES = Set.of("", "https", "http", "file");

  private BaseUrl() {}

  /**
   * Whether file names can be put behind the text: it becomes a part of URLs and of lines in lock
   * files, so that one with a line break or of another scheme is a lie or an attack.
   */
  static boolean isUsable(String baseUrl) {
    try {
      URI uri = new URI(baseUrl.strip());
      String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
      return !uri.isOpaque()
          && SCHEMES.contains(scheme)
          && uri.getRawQuery() == null
          && uri.getRawFragment() == null;
    } catch (URISyntaxException e) {
      return false;
    }
  }

  /**
   * @param baseUrl {@code info.base_url}: absolute, or relative to the subdir's own URL; a usable
   *     one
   * @return absolute URL with a trailing slash
   */
  static String resolve(String channel, String subdir, String baseUrl) {
    if (baseUrl.isBlank()) {
      return channel + "/" + subdir + "/";
    }
    String text = baseUrl.strip();
    String slashed = text.endsWith("/") ? text : text + "/";
    return Redaction.redact(resolve(channel + "/" + subdir + "/", slashed));
  }

  /** @throws IllegalArgumentException when one of them is no URL */
  static String resolve(String base, String reference) {
    // java.net.URI loses the empty host of a file URL.
    return URI.create(base).resolve(reference).toString().replaceFirst("^file:/(?!/)", "file:///");
  }
}
