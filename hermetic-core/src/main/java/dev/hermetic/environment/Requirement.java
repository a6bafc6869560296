package dev.hermetic.environment;

import dev.hermetic.match.MatchSpec;
import dev.hermetic.problem.Location;

/**
 * A conda dependency that the user wrote.
 *
 * @param text as written, without selector and comment
 * @param category {@link #MAIN} unless the file says otherwise
 */
public record Requirement(MatchSpec spec, String text, String category, Location location) {
  /** The category of what asks for no other, which is installed wherever nobody chooses. */
  public static final String MAIN = "main";
}
