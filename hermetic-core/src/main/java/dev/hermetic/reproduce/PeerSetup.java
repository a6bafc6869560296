package dev.hermetic.reproduce;

import dev.hermetic.ledger.EventData;

/**
 * How long a set-up by another program took, with an empty cache.
 *
 * @param tool its name and version, for example {@code mamba 2.8.1}
 * @param locked whether from the lock; else from the environment file, so that it chose packages too
 */
public record PeerSetup(String tool, boolean locked, long millis) {
  /** What a ledger keeps of it, as an installation. */
  public EventData data() {
    return EventData.EMPTY
        .with("purpose", "peer")
        .with("cache", "cold")
        .with("millis", millis);
  }

  /** For people. */
  public String text() {
    return "Set-up by " + tool + (locked ? " from the lock" : " without the lock")
        + ", empty cache: " + millis + " ms";
  }
}
