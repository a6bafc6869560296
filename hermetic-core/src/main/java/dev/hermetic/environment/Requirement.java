package dev.hermetic.environment;

import dev.hermetic.match.MatchSpec;
import dev.hermetic.problem.Location;

/**
 * A conda dependency that the user wrote, or that follows from what was written.
 *
 * @param text as written, without selector and comment
 * @param category {@link #MAIN} unless the file says otherwise
 * @param written how it stands there; the tool that a {@code pip:} section needs is written by nobody
 */
public record Requirement(
    MatchSpec spec, String text, String category, Location location, Written written) {
  /** The category of what asks for no other, which is installed wherever nobody chooses. */
  public static final String MAIN = "main";

  /** One on a line of its own. */
  public Requirement(MatchSpec spec, String text, String category, Location location) {
    this(spec, text, category, location, Written.ON_ITS_LINE);
  }
}
