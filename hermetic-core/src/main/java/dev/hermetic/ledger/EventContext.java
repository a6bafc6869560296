package dev.hermetic.ledger;

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
 */
public record EventContext(
    Instant time, MachineClass machine, String tool, String revision, String lock) {
  /**
   * The same for what another program did.
   *
   * @param name of the program, with its version
   * @param locked whether it had the lock
   */
  public EventContext by(String name, boolean locked) {
    return new EventContext(time, machine, name, revision, locked ? lock : "");
  }
}
