package dev.hermetic.fetch;

import java.util.Objects;

/**
 * What to fetch.
 *
 * @param url {@code https:}, {@code http:} or {@code file:}; may hold credentials and a conda token
 * @param stage stable id for events, for example {@code fetch:conda-forge/linux-64}
 * @param title what a person reads while it runs
 * @param accepted media types for the {@code Accept} header (RFC 9110, 12.5.1); the cache keeps one
 *     answer for an address, so the same ones each time
 * @param acceptor asked before new bytes are taken
 */
public record FetchRequest(
    String url, String stage, String title, String accepted, Acceptor acceptor) {
  public FetchRequest {
    Objects.requireNonNull(url, "url");
    Objects.requireNonNull(stage, "stage");
    Objects.requireNonNull(title, "title");
    Objects.requireNonNull(accepted, "accepted");
    Objects.requireNonNull(acceptor, "acceptor");
  }

  /** Takes whatever media type the server has. */
  public FetchRequest(String url, String stage, String title, Acceptor acceptor) {
    this(url, stage, title, "*/*", acceptor);
  }

  /** Never shows the URL, which may hold credentials. */
  @Override
  public String toString() {
    return "FetchRequest[" + stage + "]";
  }
}
