package dev.hermetic.solve;

import dev.hermetic.match.MatchSpec;
import dev.hermetic.problem.Location;

/**
 * A spec that the user asked for.
 *
 * @param text as the user wrote it
 * @param location where the user wrote it
 * @param appended whether nobody wrote it: a {@code pip:} section, which is at the location, needs it
 */
public record RootSpec(MatchSpec spec, String text, Location location, boolean appended) {
  /** A spec that the user wrote. */
  public RootSpec(MatchSpec spec, String text, Location location) {
    this(spec, text, location, false);
  }

  /** A spec that nobody wrote, or that was written in canonical form. */
  public RootSpec(MatchSpec spec, Location location) {
    this(spec, spec.toString(), location);
  }
}
