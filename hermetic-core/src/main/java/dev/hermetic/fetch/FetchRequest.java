package dev.hermetic.fetch;

import java.util.Objects;

/**
 * What to fetch.
 *
 * @param url {@code https:}, {@code http:} or {@code file:}; may hold credentials and a conda token
 * @param stage stable id for events, for example {@code fetch:conda-forge/linux-64}
 * @param title what a person reads while it runs
 * @param acceptor asked before new bytes are taken
 */
public record FetchRequest(String url, String stage, String title, Acceptor acceptor) {
  public FetchRequest {
    Objects.requireNonNull(url, "url");
    Objects.requireNonNull(stage, "stage");
    Objects.requireNonNull(title, "title");
    Objects.requireNonNull(acceptor, "acceptor");
  }

  /** Never shows the URL, which may hold credentials. */
  @Override
  public String toString() {
    return "FetchRequest[" + stage + "]";
  }
}
