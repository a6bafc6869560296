package dev.hermetic.maven;

import dev.hermetic.lock.LockRequest.Mode;
import java.util.Map;

/** Decides what the lock goal may do. */
final class LockMode {
  private LockMode() {}

  /**
   * A direct call asks for a new lock; a goal in a POM keeps the lock current on a developer's
   * machine, and only checks it where nobody would commit what it writes.
   */
  static Mode of(boolean frozen, boolean directCall, Map<String, String> environment) {
    if (frozen) {
      return Mode.FROZEN;
    }
    if (directCall) {
      return Mode.ALWAYS;
    }
    return Person.isContinuousIntegration(environment) ? Mode.FROZEN : Mode.IF_STALE;
  }
}
