package dev.hermetic.adopt;

import dev.hermetic.lockfile.CondaLockReader;
import dev.hermetic.lockfile.LockFileNames;
import dev.hermetic.lockfile.Lockfile;
import dev.hermetic.problem.HermeticException;
import dev.hermetic.pypi.request.PyprojectFile;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A lock of a folder, and the environment files that it was made from.
 *
 * @param lock empty where there is none that can be read
 * @param files as the POM names them, in the lock's order; empty unless all of them are there, and
 *     say in a form that is read what was asked for
 * @param notes which of them say it in another form
 */
record LockSources(Optional<Lockfile> lock, List<String> files, List<String> notes) {
  private static final LockSources NONE =
      new LockSources(Optional.empty(), List.of(), List.of());

  LockSources {
    files = List.copyOf(files);
    notes = List.copyOf(notes);
  }

  static LockSources of(Path folder) {
    return of(folder, LockFileNames.USUAL);
  }

  /** @param name of the lock in that folder */
  static LockSources of(Path folder, String name) {
    Path file = folder.resolve(name);
    if (!Files.isRegularFile(file)) {
      return NONE;
    }
    try {
      Lockfile lock = CondaLockReader.read(file, name);
      List<String> files =
          lock.metadata().sources().stream()
              .map(one -> named(folder.normalize(), Path.of(one)))
              .toList();
      boolean there =
          files.stream()
              .allMatch(one -> !one.isEmpty() && Files.isRegularFile(folder.resolve(one)));
      if (!there) {
        return new LockSources(Optional.of(lock), List.of(), List.of());
      }
      List<String> unread = files.stream().filter(one -> isOfAnotherTool(folder, one)).toList();
      return new LockSources(
          Optional.of(lock),
          unread.isEmpty() ? files : List.of(),
          unread.stream()
              .map(
                  one ->
                      name + " was made from " + one + ", which has no [project] table; those of"
                          + " other tools are not read")
              .toList());
    } catch (HermeticException | InvalidPathException e) {
      // What is wrong with the lock, lock and check tell.
      return NONE;
    }
  }

  /** Whether a pyproject.toml says what it needs in tables of poetry or another tool alone. */
  private static boolean isOfAnotherTool(Path folder, String file) {
    try {
      return PyprojectFile.isName(file) && !PyprojectFile.read(file, folder).isProject();
    } catch (HermeticException e) {
      // What is wrong with it, lock and check tell.
      return false;
    }
  }

  /** A place on the machine of whoever locked is none: empty. One beside the project is. */
  private static String named(Path folder, Path source) {
    Path file = folder.resolve(source).normalize();
    if (source.isAbsolute() && !file.startsWith(folder)) {
      return "";
    }
    Path path = file.startsWith(folder) ? folder.relativize(file) : source.normalize();
    return path.toString().replace('\\', '/');
  }
}
