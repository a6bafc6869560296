package dev.hermetic.fetch;

import java.util.Objects;

/**
 * Some bytes of a file (RFC 9110, 14). Nothing of it is kept.
 *
 * @param url {@code https:} or {@code http:}; may hold credentials
 * @param title what a person reads
 * @param from offset of the first byte; -1 for the last bytes of the file
 * @param length how many bytes, at least 1; fewer come where the file ends before
 */
public record PartRequest(String url, String title, long from, int length) {
  public PartRequest {
    Objects.requireNonNull(url, "url");
    Objects.requireNonNull(title, "title");
    if (from < -1 || length < 1) {
      throw new IllegalArgumentException("no such part: " + from + ", " + length);
    }
  }

  /** The last bytes of a file. */
  public static PartRequest end(String url, String title, int length) {
    return new PartRequest(url, title, -1, length);
  }

  String range() {
    return from < 0 ? "bytes=-" + length : "bytes=" + from + "-" + (from + length - 1);
  }

  /** Never shows the URL, which may hold credentials. */
  @Override
  public String toString() {
    return "PartRequest[" + title + ", " + range() + "]";
  }
}
