package dev.hermetic.maven;

import dev.hermetic.lock.LockRequest.Mode;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Decides what the lock goal may do. */
final class LockMode {
  private LockMode() {}

  /**
   * A direct call may write anywhere; a goal in a POM keeps the lock current on a developer's
   * machine, and only checks it where nobody would commit what it writes.
   *
   * @param frozen what the user says, null when nothing
   * @param relock whether a lock that may be written is made afresh
   */
  static Mode of(
      @Nullable Boolean frozen,
      boolean relock,
      boolean directCall,
      Map<String, String> environment) {
    boolean elsewhere =
        frozen == null && !directCall && Person.isContinuousIntegration(environment);
    if (Boolean.TRUE.equals(frozen) || elsewhere) {
      return Mode.FROZEN;
    }
    return relock ? Mode.ALWAYS : Mode.IF_STALE;
  }
}
