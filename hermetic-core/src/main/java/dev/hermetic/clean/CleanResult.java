package dev.hermetic.clean;

import dev.hermetic.problem.Problem;
import java.time.Instant;
import java.util.List;

/**
 * What a cleaning did, or would do.
 *
 * @param dryRun whether nothing was touched
 * @param removed in the order in which it went
 * @param stays how many things stay
 * @param staysBytes their size
 * @param inUse how many of these would go, were they not in use
 * @param inUseBytes their size
 * @param problems what could not be deleted, and stays
 */
public record CleanResult(
    boolean dryRun,
    List<Removed> removed,
    int stays,
    long staysBytes,
    int inUse,
    long inUseBytes,
    List<Problem> problems) {
  /** Why something goes. */
  public enum Reason {
    /** Unfinished or replaced, and nobody's. */
    ABANDONED,
    /** Nobody used it for too long. */
    AGE,
    /** There is too much, and this was used longest ago. */
    SIZE
  }

  /** A thing that went. */
  public record Removed(String part, String name, long bytes, Instant lastUsed, Reason reason) {}

  public CleanResult {
    removed = List.copyOf(removed);
    problems = List.copyOf(problems);
  }

  /** What is gained, in bytes. */
  public long removedBytes() {
    return removed.stream().mapToLong(Removed::bytes).sum();
  }
}
