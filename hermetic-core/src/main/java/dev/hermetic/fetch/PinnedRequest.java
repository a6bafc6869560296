package dev.hermetic.fetch;

import java.util.Objects;

/**
 * A file to fetch whose digest is known in advance, of any size.
 *
 * @param url {@code https:}, {@code http:} or {@code file:}; may hold credentials and a conda token
 * @param stage stable id for events, for example {@code fetch:numpy-1.24.2-py311_0.conda}
 * @param title what a person reads while it runs
 */
public record PinnedRequest(String url, Pin pin, String stage, String title) {
  public PinnedRequest {
    Objects.requireNonNull(url, "url");
    Objects.requireNonNull(pin, "pin");
    Objects.requireNonNull(stage, "stage");
    Objects.requireNonNull(title, "title");
  }

  /** Never shows the URL, which may hold credentials. */
  @Override
  public String toString() {
    return "PinnedRequest[" + stage + "]";
  }
}
