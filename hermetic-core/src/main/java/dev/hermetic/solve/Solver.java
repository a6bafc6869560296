package dev.hermetic.solve;

/**
 * An engine that chooses packages. Engines keep no state between calls and may be used by several
 * threads.
 */
public interface Solver {
  /**
   * The preferred set of records that satisfies the request.
   *
   * @throws UnsolvableException when there is none
   */
  Solution solve(SolveRequest request) throws UnsolvableException;
}
