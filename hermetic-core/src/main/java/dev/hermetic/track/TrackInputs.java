package dev.hermetic.track;

import dev.hermetic.platform.Platform;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Those parameters of a lock that may differ between the tracks of a project, as {@code
 * dev.hermetic.lock.LockRequest} has them. Paths are absolute.
 *
 * @param platforms empty to leave them to the files
 * @param channels empty to leave them to the files
 */
public record TrackInputs(
    List<Path> environmentFiles,
    Path lockfile,
    List<Platform> platforms,
    List<String> channels,
    @Nullable Path virtualPackages,
    @Nullable String cuda,
    @Nullable String excludeNewer) {
  public TrackInputs {
    environmentFiles = List.copyOf(environmentFiles);
    platforms = List.copyOf(platforms);
    channels = List.copyOf(channels);
  }

  /** The parameters that a caller may have set for this one run. */
  public enum Setting {
    ENVIRONMENT,
    PLATFORMS,
    CHANNELS,
    VIRTUAL_PACKAGES,
    CUDA,
    EXCLUDE_NEWER
  }
}
