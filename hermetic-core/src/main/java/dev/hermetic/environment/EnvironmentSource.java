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
 * @param defaultPlatforms what to lock for when neither caller nor files name platforms
 */
public record EnvironmentSource(
    Path directory,
    List<Path> files,
    List<Platform> platforms,
    List<String> channels,
    List<Platform> defaultPlatforms) {
  public EnvironmentSource {
    files = List.copyOf(files);
    platforms = platforms.stream().sorted().distinct().toList();
    channels = List.copyOf(channels);
    defaultPlatforms = defaultPlatforms.stream().sorted().distinct().toList();
  }

  /** conda-lock's default platforms. */
  public EnvironmentSource(
      Path directory, List<Path> files, List<Platform> platforms, List<String> channels) {
    this(directory, files, platforms, channels, Platform.DEFAULTS);
  }

  /** Files alone: platforms and channels are what they say. */
  public EnvironmentSource(Path directory, List<Path> files) {
    this(directory, files, List.of(), List.of());
  }
}
