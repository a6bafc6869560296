package dev.hermetic.environment;

import dev.hermetic.platform.Platform;
import java.nio.file.Path;
import java.util.List;

/**
 * Which environment files to read, and what the caller sets in their place.
 *
 * @param directory relative files are found in it, and problems show files relative to it
 * @param files one or more, merged in order
 * @param platforms overrides {@code platforms:} when not empty
 * @param channels overrides {@code channels:} when not empty
 */
public record EnvironmentSource(
    Path directory, List<Path> files, List<Platform> platforms, List<String> channels) {
  public EnvironmentSource {
    files = List.copyOf(files);
    platforms = platforms.stream().sorted().distinct().toList();
    channels = List.copyOf(channels);
  }

  /** Files alone: platforms and channels are what they say. */
  public EnvironmentSource(Path directory, List<Path> files) {
    this(directory, files, List.of(), List.of());
  }
}
