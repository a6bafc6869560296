package dev.hermetic.maven;

import dev.hermetic.lock.LockRequest.Mode;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Decides what the lock goal may do. */
final class LockMode {
  private LockMode() {}

  /**
   * A direct call asks for a new lock; a goal in a POM keeps the lock current on a developer's
   * machine, and only checks it where nobody would commit what it writes.
   *
   * @param frozen what the user says, null when nothing
   */
  static Mode of(@Nullable Boolean frozen, boolean directCall, Map<String, String> environment) {
    if (Boolean.TRUE.equals(frozen)) {
      return Mode.FROZEN;
    }
    if (directCall) {
      return Mode.ALWAYS;
    }
    return frozen == null && Person.isContinuousIntegration(environment)
        ? Mode.FROZEN
        : Mode.IF_STALE;
  }
}
