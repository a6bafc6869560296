package dev.hermetic.environment;

import dev.hermetic.environment.Environment.RequestedChannel;
import dev.hermetic.platform.Platform;
import dev.hermetic.problem.HermeticException;
import dev.hermetic.yaml.YamlFile;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What one environment file by itself says about where to look and for which machines.
 *
 * @param name {@code name:}
 * @param platforms {@code platforms:}, as written
 * @param channels {@code channels:} without {@code nodefaults}
 */
public record EnvironmentHead(
    Optional<String> name, List<Platform> platforms, List<String> channels) {
  /** A file that says nothing. */
  public static final EnvironmentHead EMPTY =
      new EnvironmentHead(Optional.empty(), List.of(), List.of());

  public EnvironmentHead {
    platforms = List.copyOf(platforms);
    channels = List.copyOf(channels);
  }

  /** This one with what a later file says in its place. */
  public EnvironmentHead under(EnvironmentHead later) {
    return new EnvironmentHead(
        later.name.or(() -> name),
        later.platforms.isEmpty() ? platforms : later.platforms,
        later.channels.isEmpty() ? channels : later.channels);
  }

  /**
   * Reads a file. One that cannot be read says nothing: {@link EnvironmentReader} tells what is
   * wrong with it, together with all the others.
   *
   * @param directory a relative file is found in it
   */
  public static EnvironmentHead of(Path directory, Path file) {
    String shown = ShownPath.of(directory, file);
    if (ParsedFile.holdsRequirements(file)) {
      return EMPTY;
    }
    try {
      String text = YamlFile.readText(directory.resolve(file), shown);
      return new FileParser(shown, new Findings())
          .parse(text)
          .map(
              parsed ->
                  new EnvironmentHead(
                      parsed.name(),
                      parsed.platforms(),
                      parsed.channels().stream().map(RequestedChannel::text).toList()))
          .orElse(EMPTY);
    } catch (HermeticException e) {
      return EMPTY;
    }
  }
}
