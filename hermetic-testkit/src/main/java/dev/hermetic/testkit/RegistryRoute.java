package dev.hermetic.testkit;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a path of a registry means (OCI distribution specification 1.1, "Endpoints").
 *
 * @param repository empty for a ping
 * @param reference digest, tag or upload, empty where there is none
 */
record RegistryRoute(Kind kind, String repository, String reference) {
  /** What is asked for. */
  enum Kind {
    PING,
    BLOB,
    UPLOAD,
    MANIFEST,
    TAGS,
    REFERRERS
  }

  private static final Pattern UPLOAD = Pattern.compile("/v2/(.+)/blobs/uploads/?([^/]*)");
  private static final Pattern BLOB = Pattern.compile("/v2/(.+)/blobs/([^/]+)");
  private static final Pattern MANIFEST = Pattern.compile("/v2/(.+)/manifests/([^/]+)");
  private static final Pattern TAGS = Pattern.compile("/v2/(.+)/tags/list()");
  private static final Pattern REFERRERS = Pattern.compile("/v2/(.+)/referrers/([^/]+)");

  static @Nullable RegistryRoute of(String path) {
    if (path.equals("/v2/") || path.equals("/v2")) {
      return new RegistryRoute(Kind.PING, "", "");
    }
    RegistryRoute found = match(Kind.UPLOAD, UPLOAD, path);
    found = found == null ? match(Kind.BLOB, BLOB, path) : found;
    found = found == null ? match(Kind.MANIFEST, MANIFEST, path) : found;
    found = found == null ? match(Kind.TAGS, TAGS, path) : found;
    return found == null ? match(Kind.REFERRERS, REFERRERS, path) : found;
  }

  private static @Nullable RegistryRoute match(Kind kind, Pattern pattern, String path) {
    Matcher matcher = pattern.matcher(path);
    return matcher.matches() ? new RegistryRoute(kind, matcher.group(1), matcher.group(2)) : null;
  }
}
