package dev.hermetic.solve;

import dev.hermetic.match.MatchSpec;
import dev.hermetic.problem.Location;

/**
 * A spec that the user asked for.
 *
 * @param text as the user wrote it
 * @param location where the user wrote it
 */
public record RootSpec(MatchSpec spec, String text, Location location) {
  /** A spec that nobody wrote, or that was written in canonical form. */
  public RootSpec(MatchSpec spec, Location location) {
    this(spec, spec.toString(), location);
  }
}
