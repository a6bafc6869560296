package dev.hermetic.maven;

import dev.hermetic.environment.NearName;
import dev.hermetic.platform.KnownPlatforms;
import dev.hermetic.platform.Platform;
import dev.hermetic.problem.HermeticException;
import dev.hermetic.track.Track;
import dev.hermetic.track.TrackInputs;
import dev.hermetic.track.Tracks;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads the parameters that say which environment is meant.
 *
 * @param reader keeps what is wrong with them
 */
record EnvironmentParameters(ParameterReader reader) {
  /** At least one file. */
  List<Path> files(String parameter, @Nullable List<String> values) {
    List<String> texts = reader.texts(values);
    if (texts.isEmpty()) {
      reader.problem(parameter, "names no file", "name at least one environment file");
    }
    List<Path> files = new ArrayList<>();
    for (String text : texts) {
      try {
        files.add(reader.folder().resolve(text));
      } catch (InvalidPathException e) {
        reader.problem(parameter, "'" + text + "' is not a path here", "name a file");
      }
    }
    return files;
  }

  /** The file that is named, else the first of these that lies in the folder; null for none. */
  @Nullable Path fileOr(@Nullable String value, String... names) {
    Path named = reader.file(value);
    if (named != null) {
      return named;
    }
    return Stream.of(names)
        .map(reader.folder()::resolve)
        .filter(Files::isRegularFile)
        .findFirst()
        .orElse(null);
  }

  List<Platform> platforms(@Nullable List<String> values) {
    List<Platform> platforms = new ArrayList<>();
    for (String text : reader.texts(values)) {
      if (KnownPlatforms.contains(text)) {
        platforms.add(new Platform(text));
      } else {
        reader.problem(
            "hermetic.platforms",
            "'" + text + "' is not a platform",
            NearName.of(text, KnownPlatforms.subdirs())
                .map(near -> "write " + near)
                .orElse("take some of " + String.join(", ", KnownPlatforms.subdirs())));
      }
    }
    return platforms;
  }

  /** What counts for a track; the project's own where there is no such track. */
  TrackInputs track(
      TrackInputs project, List<Track> declared, String name, Set<TrackInputs.Setting> fixed) {
    try {
      return Tracks.of(reader.folder(), declared).select(project, name, fixed);
    } catch (HermeticException e) {
      reader.problems(e.problems());
      return project;
    }
  }

  /** Sees that the lock file is none of the files that are read. */
  void checkLockfile(TrackInputs inputs) {
    Path place = inputs.lockfile().normalize();
    Stream<Path> read =
        Stream.concat(
            inputs.environmentFiles().stream(), Stream.ofNullable(inputs.virtualPackages()));
    if (read.anyMatch(file -> file.normalize().equals(place))) {
      reader.problem(
          "hermetic.lockfile",
          "'" + place.getFileName() + "' is what is to be locked, and would be overwritten",
          "name another file, for example conda-lock.yml");
    }
  }
}
