package dev.hermetic.ledger;

import dev.hermetic.track.TrackName;
import java.time.Instant;

/**
 * Under which circumstances something happened.
 *
 * @param time when it ended
 * @param machine which kind of machine it ran on
 * @param tool version of Hermetic, or what else an event was taken from; empty when unknown
 * @param revision what was checked out, with {@code -dirty} behind it where files differed; empty
 *     without a checkout
 * @param lock SHA-256 of the lock's bytes, 64 lower-case hex digits; empty where there was none
 * @param track whose lock that is; empty for the stable one
 */
public record EventContext(
    Instant time,
    MachineClass machine,
    String tool,
    String revision,
    String lock,
    String track) {
  /** Under which something happened to the stable lock. */
  public EventContext(
      Instant time, MachineClass machine, String tool, String revision, String lock) {
    this(time, machine, tool, revision, lock, "");
  }

  /** The same for the lock of a track, or the stable one. */
  public EventContext of(String name) {
    String other = name.equals(TrackName.STABLE) ? "" : name;
    return new EventContext(time, machine, tool, revision, lock, other);
  }

  /**
   * The same for what another program did.
   *
   * @param name of the program, with its version
   * @param locked whether it had the lock
   */
  public EventContext by(String name, boolean locked) {
    return new EventContext(time, machine, name, revision, locked ? lock : "", track);
  }
}
