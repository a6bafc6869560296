package dev.hermetic.solve;

import dev.hermetic.environment.Written;
import dev.hermetic.match.MatchSpec;
import dev.hermetic.problem.Location;

/**
 * A spec that the user asked for.
 *
 * @param text as the user wrote it
 * @param location where the user wrote it
 * @param written how it stands there; what a {@code pip:} section needs is written by nobody
 */
public record RootSpec(MatchSpec spec, String text, Location location, Written written) {
  /** A spec on a line of its own. */
  public RootSpec(MatchSpec spec, String text, Location location) {
    this(spec, text, location, Written.ON_ITS_LINE);
  }

  /** A spec that nobody wrote, or that was written in canonical form. */
  public RootSpec(MatchSpec spec, Location location) {
    this(spec, spec.toString(), location);
  }

  /** Whether nobody wrote it: a {@code pip:} section, which is at the location, needs it. */
  public boolean appended() {
    return written == Written.BY_NOBODY;
  }
}
