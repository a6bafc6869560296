package dev.hermetic.environment;

import dev.hermetic.platform.Platform;
import dev.hermetic.problem.Location;
import dev.hermetic.problem.Problem;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the environment files ask for, merged by conda-lock's rules.
 *
 * @param name {@code name:} of the last file that has one
 * @param files in the order given
 * @param channels as written, in priority order, without {@code nodefaults}
 * @param pipRepositories {@code pip-repositories:}, conda-lock's extension
 * @param platforms the platforms to lock, sorted: asked by the caller, else {@code platforms:},
 *     else the defaults
 * @param platformsPlace where they are asked for: {@code platforms:} of the first file that has it,
 *     the parameter, or the first file as a whole
 * @param variables {@code variables:}, sorted by name
 * @param requests one a platform, for exactly {@code platforms}
 * @param warnings unknown keys and the like, in file order
 */
public record Environment(
    Optional<String> name,
    List<Path> files,
    List<RequestedChannel> channels,
    List<String> pipRepositories,
    List<Platform> platforms,
    Location platformsPlace,
    SortedMap<String, String> variables,
    SortedMap<Platform, PlatformRequest> requests,
    List<Problem> warnings) {

  /** A channel name or URL where the user wrote it. */
  public record RequestedChannel(String text, Location location) {}

  /**
   * What one platform needs: selectors applied, later files winning per name, in order of first
   * appearance.
   *
   * <p>A {@code pip:} section appends the conda requirement {@code pip *}. conda-lock lets it win
   * over a version of pip that the user asked for; here the user's spec stays in {@code conda}, and
   * only {@code hashed}, from which the content hash is computed, is as conda-lock has it.
   *
   * @param conda what to solve for
   * @param pip entries of {@code pip:} sections
   * @param hashed the conda requirements as conda-lock hashes them
   */
  public record PlatformRequest(
      Platform platform,
      List<Requirement> conda,
      List<PipRequirement> pip,
      List<Requirement> hashed) {
    public PlatformRequest {
      conda = List.copyOf(conda);
      pip = List.copyOf(pip);
      hashed = List.copyOf(hashed);
    }

    /** A request whose content hash is that of its requirements. */
    public PlatformRequest(Platform platform, List<Requirement> conda, List<PipRequirement> pip) {
      this(platform, conda, pip, conda);
    }
  }

  public Environment {
    files = List.copyOf(files);
    channels = List.copyOf(channels);
    pipRepositories = List.copyOf(pipRepositories);
    platforms = List.copyOf(platforms);
    variables = Collections.unmodifiableSortedMap(new TreeMap<>(variables));
    requests = Collections.unmodifiableSortedMap(new TreeMap<>(requests));
    warnings = List.copyOf(warnings);
  }
}
