package dev.hermetic.explain;

/**
 * How far an explanation goes. Everything is counted, nothing timed, so that the same request gets
 * the same words on every machine.
 *
 * @param conflicts how many wrong choices a single question to the solver may take
 * @param totalConflicts how many all questions about one platform may take
 * @param builds how many builds are looked at for one tree
 * @param clashes how many clashes of one platform are told
 * @param questions how many steps the search for further clashes may take
 */
public record Limits(long conflicts, long totalConflicts, int builds, int clashes, int questions) {
  /** Told within 3 seconds on the real conda-forge. */
  public static final Limits DEFAULT = new Limits(500, 3_000, 40_000, 20, 60);
}
