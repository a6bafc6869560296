package dev.hermetic.sbom;

import dev.hermetic.problem.Redaction;
import dev.hermetic.sbom.Component.Link;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Addresses that packages give: anything can stand there, and programs follow them. */
final class Links {
  private static final int LONGEST = 2000;
  private static final Set<String> SCHEMES = Set.of("http", "https", "git", "ssh", "svn", "ftp");

  private Links() {}

  /** Keeps an address that is one, unless there is one of the kind; without credentials. */
  static void put(Map<Link, String> links, Link kind, String written) {
    String url = Redaction.redact(written.strip());
    if (url.length() <= LONGEST && SCHEMES.contains(scheme(url))) {
      links.putIfAbsent(kind, url);
    }
  }

  /** Whether a text is a whole URI, as both formats want it. */
  static boolean isUri(String text) {
    return !scheme(text).isEmpty();
  }

  private static String scheme(String url) {
    try {
      URI uri = new URI(url);
      boolean whole =
          uri.getScheme() != null && (uri.getHost() != null || uri.getRawPath() != null);
      return whole ? uri.getScheme().toLowerCase(Locale.ROOT) : "";
    } catch (URISyntaxException e) {
      return "";
    }
  }
}
