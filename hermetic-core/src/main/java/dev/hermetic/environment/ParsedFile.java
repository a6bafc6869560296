package dev.hermetic.environment;

import dev.hermetic.environment.Environment.RequestedChannel;
import dev.hermetic.platform.Platform;
import dev.hermetic.problem.Location;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What one file says apart from its dependencies, which depend on the platform.
 *
 * @param shown name for messages
 * @param text the whole file
 * @param platformsPlace where {@code platforms:} stands
 * @param firstLine 1-based line at which {@code dependencies:} begins
 * @param lastLine line at which it ends, {@code Integer.MAX_VALUE} when nothing follows
 * @param requirements what a file of pip requirements stands for; empty of environment files
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
    int lastLine,
    List<PipRequirement> requirements) {
  /** Whether a file is a pyproject.toml or a requirements file, by its name. */
  static boolean holdsRequirements(Path file) {
    Path path = file.getFileName();
    String name = path == null ? "" : path.toString();
    return name.equals("pyproject.toml") || name.endsWith(".pyproject.toml") || name.endsWith(".txt");
  }

  /** A file that is read with the {@code pip:} sections. */
  static ParsedFile ofRequirements(String shown) {
    String name = shown.substring(shown.lastIndexOf('/') + 1);
    String entry = "-r " + (name.contains(" ") ? "\"" + name + "\"" : name);
    return new ParsedFile(
        shown,
        "",
        Optional.empty(),
        List.of(),
        List.of(),
        List.of(),
        Optional.empty(),
        Requirement.MAIN,
        new TreeMap<>(),
        Integer.MAX_VALUE,
        Integer.MAX_VALUE,
        List.of(new PipRequirement(entry, Requirement.MAIN, Location.of(shown))));
  }
}
