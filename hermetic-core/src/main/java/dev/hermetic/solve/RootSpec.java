package dev.hermetic.solve;

import dev.hermetic.match.MatchSpec;
import dev.hermetic.problem.Location;

/**
 * A spec that the user asked for.
 *
 * @param location where the user wrote it
 */
public record RootSpec(MatchSpec spec, Location location) {}
