package dev.hermetic.environment;

import dev.hermetic.environment.Environment.RequestedChannel;
import dev.hermetic.platform.Platform;
import dev.hermetic.problem.Location;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * What one file says apart from its dependencies, which depend on the platform.
 *
 * @param shown name for messages
 * @param text the whole file
 * @param platformsPlace where {@code platforms:} stands
 * @param firstLine 1-based line at which {@code dependencies:} begins
 * @param lastLine line at which it ends, {@code Integer.MAX_VALUE} when nothing follows
 */
record ParsedFile(
    String shown,
    String text,
    Optional<String> name,
    List<RequestedChannel> channels,
    List<RequestedChannel> pipRepositories,
    List<Platform> platforms,
    Optional<Location> platformsPlace,
    String category,
    SortedMap<String, String> variables,
    int firstLine,
    int lastLine) {}
