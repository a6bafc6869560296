package dev.hermetic.fetch;

import java.util.Objects;

/**
 * Bytes to fetch that are named by their digest and therefore never change.
 *
 * @param url {@code https:}, {@code http:} or {@code file:}; may hold credentials and a conda token
 * @param sha256 64 lower-case hex digits
 * @param title what a person reads
 * @param limit more bytes than this are refused
 */
public record ContentRequest(String url, String sha256, String title, int limit) {
  public ContentRequest {
    Objects.requireNonNull(url, "url");
    Objects.requireNonNull(title, "title");
    if (!sha256.matches("[0-9a-f]{64}")) {
      throw new IllegalArgumentException("not a SHA-256 in hex");
    }
  }

  /** Never shows the URL, which may hold credentials. */
  @Override
  public String toString() {
    return "ContentRequest[" + title + "]";
  }
}
