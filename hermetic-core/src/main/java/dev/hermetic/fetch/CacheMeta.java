package dev.hermetic.fetch;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What the cache knows about an address: {@code key: value} lines in UTF-8.
 *
 * @param url without credentials and query; for people
 * @param source the same of the address that answered at last, after redirects
 * @param present false when the server said that there is no such file
 * @param etag as sent, empty without one
 * @param lastModified as sent, empty without one
 * @param sha256 of the body, which also names it; empty when not present
 * @param size of the body in bytes
 * @param fetchedAt when the server last said so
 * @param maxAge seconds for which it need not be asked again
 */
record CacheMeta(
    String url,
    String source,
    boolean present,
    String etag,
    String lastModified,
    String sha256,
    long size,
    Instant fetchedAt,
    long maxAge) {
  private static final String HEADER = "hermetic-cache: 1";

  /** Whether the server need not be asked. A clock that was set back makes it stale. */
  boolean isFresh(Instant now) {
    Duration age = Duration.between(fetchedAt, now);
    return !age.isNegative() && age.compareTo(Duration.ofSeconds(maxAge)) < 0;
  }

  /** With the old validators where the new answer has none: a 304 may leave them out. */
  CacheMeta withValidatorsOf(CacheMeta old) {
    return withValidators(old.etag, old.lastModified);
  }

  /** With the one that a part was asked for by: a 206 may leave out the time (RFC 9110, 15.3.7). */
  CacheMeta withValidator(Validator asked) {
    return asked.isEtag() ? withValidators(asked.text(), "") : withValidators("", asked.text());
  }

  private CacheMeta withValidators(String oldEtag, String oldLastModified) {
    return new CacheMeta(
        url,
        source,
        present,
        etag.isEmpty() ? oldEtag : etag,
        lastModified.isEmpty() ? oldLastModified : lastModified,
        sha256,
        size,
        fetchedAt,
        maxAge);
  }

  String text() {
    return String.join(
        "\n",
        HEADER,
        "url: " + url,
        "source: " + source,
        "present: " + present,
        "etag: " + etag,
        "last-modified: " + lastModified,
        "sha256: " + sha256,
        "size: " + size,
        "fetched-at: " + fetchedAt,
        "max-age: " + maxAge,
        "");
  }

  /** What the file says; empty when there is none or it is not whole. */
  static Optional<CacheMeta> read(Path file) throws IOException {
    String text;
    try {
      text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
    if (!text.startsWith(HEADER + "\n") || !text.endsWith("\n")) {
      return Optional.empty();
    }
    Map<String, String> values = new HashMap<>();
    text.lines()
        .filter(line -> line.contains(": "))
        .forEach(
            line -> {
              int colon = line.indexOf(": ");
              values.put(line.substring(0, colon), line.substring(colon + 2));
            });
    try {
      boolean present = value(values, "present").equals("true");
      String sha256 = value(values, "sha256");
      if (present && !sha256.matches("[0-9a-f]{64}")) {
        return Optional.empty();
      }
      return Optional.of(
          new CacheMeta(
              value(values, "url"),
              // Not said by those who wrote before there was one.
              values.getOrDefault("source", value(values, "url")),
              present,
              value(values, "etag"),
              value(values, "last-modified"),
              sha256,
              Long.parseLong(value(values, "size")),
              Instant.parse(value(values, "fetched-at")),
              Long.parseLong(value(values, "max-age"))));
    } catch (NumberFormatException | DateTimeException e) {
      return Optional.empty();
    }
  }

  private static String value(Map<String, String> values, String key) {
    return values.getOrDefault(key, "");
  }
}
