package dev.hermetic.explain;

import dev.hermetic.solve.RootSpec;

/** Why a package is needed, or why one of its builds cannot be taken. */
sealed interface Reason {
  /** The user asks for it. */
  record Root(RootSpec root) implements Reason {}

  /** Every build of {@code by} that is left asks for it. */
  record Forced(Domain by) implements Reason {}

  /**
   * The build asks for something that nothing meets.
   *
   * @param limit whether it only asks that nothing else is there
   */
  record Own(Demand demand, boolean limit) implements Reason {}

  /** The machine is as it is. */
  record Machine() implements Reason {}

  /** The build's own record cannot be read. */
  record Unusable() implements Reason {}
}
