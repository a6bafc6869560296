package dev.hermetic.track;

import dev.hermetic.platform.Platform;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a project says of one of its tracks, where that differs from the rest of the project.
 *
 * @param name a {@link TrackName}
 * @param environmentFiles in place of the project's, merged in order; empty to take those and the
 *     track's own file beside them
 * @param platforms empty when nothing is said
 * @param channels empty when nothing is said
 * @param virtualPackages virtual-packages.yml, null when nothing is said
 * @param cuda null when nothing is said
 * @param excludeNewer null when nothing is said
 */
public record Track(
    String name,
    List<Path> environmentFiles,
    List<Platform> platforms,
    List<String> channels,
    @Nullable Path virtualPackages,
    @Nullable String cuda,
    @Nullable String excludeNewer) {
  public Track {
    environmentFiles = List.copyOf(environmentFiles);
    platforms = List.copyOf(platforms);
    channels = List.copyOf(channels);
  }

  /** A track of which nothing is said but its name. */
  public static Track named(String name) {
    return new Track(name, List.of(), List.of(), List.of(), null, null, null);
  }
}
