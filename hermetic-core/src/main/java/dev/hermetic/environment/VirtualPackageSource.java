package dev.hermetic.environment;

import dev.hermetic.platform.Platform;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Where virtual packages come from, weakest first: conda-lock's defaults, {@code CONDA_OVERRIDE_*},
 * the file, {@code hermetic.cuda}.
 *
 * @param directory a relative file is found in it, and problems show the file relative to it
 * @param platforms the platforms to lock
 * @param file virtual-packages.yml in conda-lock's format, null for none
 * @param overrides environment variables; only {@code CONDA_OVERRIDE_*} are kept
 * @param cuda version of {@code __cuda}, {@code none} to have none, null to leave it to the others
 */
public record VirtualPackageSource(
    Path directory,
    List<Platform> platforms,
    @Nullable Path file,
    SortedMap<String, String> overrides,
    @Nullable String cuda) {
  static final String PREFIX = "CONDA_OVERRIDE_";

  public VirtualPackageSource {
    platforms = platforms.stream().sorted().distinct().toList();
    SortedMap<String, String> kept = new TreeMap<>();
    overrides.forEach(
        (name, value) -> {
          if (name.startsWith(PREFIX)) {
            kept.put(name, value.strip());
          }
        });
    overrides = Collections.unmodifiableSortedMap(kept);
  }

  /**
   * Takes a whole environment, from which other variables (and the secrets in them) are dropped.
   */
  public static VirtualPackageSource of(
      Path directory,
      List<Platform> platforms,
      @Nullable Path file,
      Map<String, String> environment,
      @Nullable String cuda) {
    return new VirtualPackageSource(directory, platforms, file, new TreeMap<>(environment), cuda);
  }
}
