package dev.hermetic.tree;

import java.util.List;
import java.util.Optional;

/**
 * Whether a package could be newer, as far as the repodata at hand and the other locked packages
 * tell. Only direct clashes are seen: what would have to move along, and virtual packages, are left
 * to a solver.
 *
 * @param newest the newest version known that is newer than the locked one, empty for none
 * @param heldBy what rules the newest version out, empty when nothing does
 * @param free the newest version, newer than the locked one, that nothing rules out; empty for none
 */
public record Newer(
    State state, Optional<String> newest, List<String> heldBy, Optional<String> free) {

  static final Newer UNKNOWN =
      new Newer(State.UNKNOWN, Optional.empty(), List.of(), Optional.empty());

  static final Newer NEWEST =
      new Newer(State.NEWEST, Optional.empty(), List.of(), Optional.empty());

  /** What is known. */
  public enum State {
    /** No record of the name is at hand. */
    UNKNOWN,
    /** No record at hand is newer. */
    NEWEST,
    /** The newest is ruled out. */
    HELD,
    /** Nothing rules the newest out. */
    FREE
  }

  static Newer than(String newest, List<String> heldBy, Optional<String> free) {
    return new Newer(
        heldBy.isEmpty() ? State.FREE : State.HELD, Optional.of(newest), heldBy, free);
  }
}
