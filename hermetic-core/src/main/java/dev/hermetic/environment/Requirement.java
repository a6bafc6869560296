package dev.hermetic.environment;

import dev.hermetic.match.MatchSpec;
import dev.hermetic.problem.Location;

/**
 * A conda dependency that the user wrote, or that follows from what was written.
 *
 * @param text as written, without selector and comment
 * @param category {@link #MAIN} unless the file says otherwise
 * @param appended whether nobody wrote it: it is the tool that a {@code pip:} section, which is at the
 *     location, needs
 */
public record Requirement(
    MatchSpec spec, String text, String category, Location location, boolean appended) {
  /** The category of what asks for no other, which is installed wherever nobody chooses. */
  public static final String MAIN = "main";

  /** One that the user wrote. */
  public Requirement(MatchSpec spec, String text, String category, Location location) {
    this(spec, text, category, location, false);
  }
}
