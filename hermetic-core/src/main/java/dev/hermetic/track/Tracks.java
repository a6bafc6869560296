package dev.hermetic.track;

import dev.hermetic.environment.EnvironmentHead;
import dev.hermetic.lockfile.LockFileNames;
import dev.hermetic.problem.HermeticException;
import dev.hermetic.problem.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The tracks of a project. A track has the project's parameters except where, strongest first, the
 * command line, the project's word on the track, or the track's own files say something else. Those
 * files lie beside the project's and have the track's name before theirs:
 *
 * <ul>
 *   <li>{@code research.environment.yml}: its dependencies are merged over the project's, its {@code
 *       platforms:} and {@code channels:} stand in place of the project's
 *   <li>{@code research.virtual-packages.yml}: in place of the project's
 *   <li>{@code research.conda-lock.yml} and its explicit files: the lock
 * </ul>
 */
public final class Tracks {
  private static final String VIRTUAL_PACKAGES = "virtual-packages.yml";

  private final Path directory;
  private final SortedMap<String, Track> declared;

  private Tracks(Path directory, SortedMap<String, Track> declared) {
    this.directory = directory;
    this.declared = Collections.unmodifiableSortedMap(declared);
  }

  /**
   * The tracks that a project declares; there may be none.
   *
   * @param directory the project's folder
   * @throws HermeticException with a problem for each name that is none or is there twice
   */
  public static Tracks of(Path directory, List<Track> declared) {
    SortedMap<String, Track> byName = new TreeMap<>();
    List<Problem> problems = new ArrayList<>();
    for (Track track : declared) {
      if (!TrackName.isValid(track.name())) {
        problems.add(TrackProblems.badName(track.name()));
      } else if (track.name().equals(TrackName.STABLE)) {
        problems.add(TrackProblems.reserved());
      } else if (byName.putIfAbsent(track.name(), track) != null) {
        problems.add(TrackProblems.twice(track.name()));
      }
    }
    if (!problems.isEmpty()) {
      throw new HermeticException(problems);
    }
    return new Tracks(directory, byName);
  }

  /**
   * The parameters of one track. Where the project declares tracks, one that it does not declare
   * must have a file of its own: else its name is a slip of the pen.
   *
   * @param project the parameters without the track
   * @param name null or {@code stable} for the project's own lock
   * @param fixed what the track must leave as it is
   * @throws HermeticException {@link HermeticException#isAbsence} when there is no such track
   */
  public TrackInputs select(
      TrackInputs project, @Nullable String name, Set<TrackInputs.Setting> fixed) {
    if (name == null || name.equals(TrackName.STABLE)) {
      return project;
    }
    Path lockfile = LockFileNames.ofTrack(project.lockfile(), TrackName.require(name));
    List<Path> overlays =
        project.environmentFiles().stream()
            .map(file -> sibling(directory.resolve(file), name))
            .filter(Files::exists)
            .toList();
    Path virtual = project.virtualPackages();
    Path machine =
        sibling(directory.resolve(virtual == null ? Path.of(VIRTUAL_PACKAGES) : virtual), name);
    Track track = declared.get(name);
    if (track == null) {
      boolean hasFiles =
          !overlays.isEmpty() || Files.exists(machine) || Files.exists(lockfile);
      if (!declared.isEmpty() && !hasFiles) {
        throw new HermeticException(TrackProblems.unknown(name, declared.keySet()));
      }
      track = Track.named(name);
    }
    return new Choice(project, track, fixed).of(lockfile, overlays, machine);
  }

  /**
   * The locks of tracks that lie beside a project's lock, by track.
   *
   * @throws HermeticException when the folder cannot be read
   */
  public static SortedMap<String, Path> locksBeside(Path lockfile) {
    String end = "." + lockfile.getFileName();
    SortedMap<String, Path> locks = new TreeMap<>();
    try (Stream<Path> files = Files.list(lockfile.toAbsolutePath().getParent())) {
      files
          .filter(Files::isRegularFile)
          .forEach(
              file -> {
                String name = file.getFileName().toString();
                String track =
                    name.endsWith(end) ? name.substring(0, name.length() - end.length()) : "";
                if (TrackName.isValid(track)) {
                  locks.put(track, file);
                }
              });
    } catch (IOException | UncheckedIOException e) {
      throw new HermeticException(TrackProblems.unreadable(lockfile.getParent().toString()), e);
    }
    return locks;
  }

  private static Path sibling(Path file, String track) {
    return file.resolveSibling(track + "." + file.getFileName());
  }

  /** What counts for one track. */
  private final class Choice {
    private final TrackInputs project;
    private final Track track;
    private final Set<TrackInputs.Setting> fixed;

    Choice(TrackInputs project, Track track, Set<TrackInputs.Setting> fixed) {
      this.project = project;
      this.track = track;
      this.fixed = fixed;
    }

    /** @param overlays files of the track, one for each of the project's that has one */
    TrackInputs of(Path lockfile, List<Path> overlays, Path machine) {
      List<Path> environments = new ArrayList<>(project.environmentFiles());
      EnvironmentHead head = EnvironmentHead.EMPTY;
      if (!fixed.contains(TrackInputs.Setting.ENVIRONMENT)) {
        if (!track.environmentFiles().isEmpty()) {
          environments = track.environmentFiles();
        } else {
          environments.addAll(overlays);
          for (Path overlay : overlays) {
            head = head.under(EnvironmentHead.of(directory, overlay));
          }
        }
      }
      return new TrackInputs(
          environments,
          lockfile,
          list(
              TrackInputs.Setting.PLATFORMS,
              track.platforms(),
              head.platforms(),
              project.platforms()),
          list(
              TrackInputs.Setting.CHANNELS, track.channels(), head.channels(), project.channels()),
          one(
              TrackInputs.Setting.VIRTUAL_PACKAGES,
              track.virtualPackages(),
              Files.exists(machine) ? machine : null,
              project.virtualPackages()),
          one(TrackInputs.Setting.CUDA, track.cuda(), null, project.cuda()),
          one(TrackInputs.Setting.EXCLUDE_NEWER, track.excludeNewer(), null, project.excludeNewer()));
    }

    private <T> List<T> list(
        TrackInputs.Setting setting, List<T> said, List<T> inFile, List<T> ofProject) {
      if (fixed.contains(setting)) {
        return ofProject;
      }
      if (!said.isEmpty()) {
        return said;
      }
      return inFile.isEmpty() ? ofProject : inFile;
    }

    private <T> @Nullable T one(
        TrackInputs.Setting setting, @Nullable T said, @Nullable T inFile, @Nullable T ofProject) {
      if (fixed.contains(setting)) {
        return ofProject;
      }
      if (said != null) {
        return said;
      }
      return inFile == null ? ofProject : inFile;
    }
  }
}
