package dev.hermetic.maven;

import dev.hermetic.lockfile.LockFileNames;
import dev.hermetic.track.Track;
import dev.hermetic.track.TrackCommands;
import dev.hermetic.track.TrackInputs;
import dev.hermetic.track.TrackName;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.logging.Log;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/** The parameters that say which environment and which of its locks a goal is about. */
abstract class AbstractTrackMojo extends AbstractMojo {
  /**
   * Environment files, merged in this order; relative paths start at the project's folder.
   *
   * @since 0.1.0
   */
  @Parameter(property = "hermetic.environment", defaultValue = "environment.yml")
  private @Nullable List<String> environment;

  /**
   * Where conda-lock.yml is; explicit files lie beside it.
   *
   * @since 0.1.0
   */
  @Parameter(property = "hermetic.lockfile", defaultValue = "conda-lock.yml")
  private String lockfile = "conda-lock.yml";

  /**
   * Which of the project's locks is meant: a track, or {@code stable} for the project's own. The
   * files of a track have its name before theirs: {@code research.conda-lock.yml}.
   *
   * @since 0.1.0
   */
  @Parameter(property = "hermetic.track", defaultValue = "stable")
  private @Nullable String track;

  /**
   * The project's tracks and where they differ from it: {@code <track>} with {@code <name>} and any
   * of {@code <environment>}, {@code <platforms>}, {@code <channels>}, {@code <virtualPackages>},
   * {@code <cuda>} and {@code <excludeNewer>}. A track needs no entry here.
   *
   * @since 0.1.0
   */
  @Parameter private @Nullable List<TrackParameter> tracks;

  /**
   * Platforms to lock for, in place of those that the environment files name. Without either:
   * linux-64, osx-64, osx-arm64 and win-64.
   *
   * @since 0.1.0
   */
  @Parameter(property = "hermetic.platforms")
  private @Nullable List<String> platforms;

  /**
   * Channel names or URLs, in place of those that the environment files name, first one first.
   *
   * @since 0.1.0
   */
  @Parameter(property = "hermetic.channels")
  private @Nullable List<String> channels;

  /**
   * A virtual-packages.yml as conda-lock reads it: what the target machines have. Without it:
   * {@code virtual-packages.yml} or {@code virtual-packages.yaml} of the project, where there is one.
   *
   * @since 0.1.0
   */
  @Parameter(property = "hermetic.virtualPackages")
  private @Nullable String virtualPackages;

  /**
   * CUDA version that the target machines' driver supports, for example {@code 12.4}, or {@code
   * none}. Without it: what the virtual packages say.
   *
   * @since 0.1.0
   */
  @Parameter(property = "hermetic.cuda")
  private @Nullable String cuda;

  /**
   * Takes no package that is newer than this: an RFC 3339 instant, a date, or a duration such as
   * {@code 7d}, which the first lock turns into an instant and records.
   *
   * @since 0.1.0
   */
  @Parameter(property = "hermetic.excludeNewer")
  private @Nullable String excludeNewer;

  @Parameter(defaultValue = "${basedir}", readonly = true)
  private @Nullable File basedir;

  @Override
  public Log getLog() {
    return new CommandLog(super.getLog(), this::withCommands);
  }

  /** A text in which commands name the track that is meant. */
  String withCommands(String text) {
    return TrackCommands.in(text, track());
  }

  final Path folder() {
    return basedir == null ? Path.of("").toAbsolutePath() : basedir.toPath();
  }

  /** As it is shown to users: relative to the project's folder where it is inside. */
  final String shown(Path file) {
    return file.startsWith(folder()) ? folder().relativize(file).toString() : file.toString();
  }

  final void tellWritten(Path file) {
    getLog().info("Wrote " + shown(file));
  }

  /** The track that is meant, {@code stable} for none. */
  final String track() {
    return track == null || track.isBlank() ? TrackName.STABLE : track.strip();
  }

  /** Whether the project's own lock is meant. */
  final boolean isStable() {
    return track().equals(TrackName.STABLE);
  }

  /** The lock that is meant: the project's, or the one of the track. */
  final Path lockfile() {
    return isStable()
        ? stableLockfile()
        : LockFileNames.ofTrack(stableLockfile(), TrackName.require(track()));
  }

  final Path stableLockfile() {
    return folder().resolve(lockfile);
  }

  /** Whether one of the environment files is there. */
  final boolean hasEnvironment() {
    return environment != null
        && new ParameterReader(folder())
            .texts(environment).stream().anyMatch(file -> Files.exists(folder().resolve(file)));
  }

  /** Whether environment files are named and none of them is there, nor the project's lock. */
  final boolean lacksEnvironmentAndLock() {
    return environment != null && !Files.exists(stableLockfile()) && !hasEnvironment();
  }

  /**
   * What counts for a track; all that is wrong with it is told to the reader.
   *
   * @param wanted name of the track
   * @param fixed what the user set for this one run
   */
  final TrackInputs inputs(
      ParameterReader reader, String wanted, Set<TrackInputs.Setting> fixed) {
    EnvironmentParameters parameters = new EnvironmentParameters(reader);
    TrackInputs project =
        new TrackInputs(
            parameters.files("hermetic.environment", environment),
            stableLockfile(),
            parameters.platforms(platforms),
            reader.texts(channels),
            parameters.fileOr(virtualPackages, "virtual-packages.yml", "virtual-packages.yaml"),
            reader.text(cuda),
            reader.text(excludeNewer));
    List<Track> declared = declared(reader);
    if (project.environmentFiles().isEmpty()) {
      return project;
    }
    TrackInputs chosen = parameters.track(project, declared, wanted, fixed);
    parameters.checkLockfile(chosen);
    return chosen;
  }

  /** Names of the tracks that the POM lists. */
  final List<String> declaredTracks(ParameterReader reader) {
    return declared(reader).stream().map(Track::name).toList();
  }

  private List<Track> declared(ParameterReader reader) {
    return tracks == null ? List.of() : tracks.stream().map(one -> one.read(reader)).toList();
  }
}
