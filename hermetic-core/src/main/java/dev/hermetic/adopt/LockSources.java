package dev.hermetic.adopt;

import dev.hermetic.lockfile.CondaLockReader;
import dev.hermetic.lockfile.LockFileNames;
import dev.hermetic.lockfile.Lockfile;
import dev.hermetic.problem.HermeticException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The lock of a folder, and the environment files that it was made from.
 *
 * @param lock empty where there is none that can be read
 * @param files as the POM names them, in the lock's order; empty unless all of them are there
 */
record LockSources(Optional<Lockfile> lock, List<String> files) {
  LockSources {
    files = List.copyOf(files);
  }

  static LockSources of(Path folder) {
    Path file = folder.resolve(LockFileNames.USUAL);
    if (!Files.isRegularFile(file)) {
      return new LockSources(Optional.empty(), List.of());
    }
    try {
      Lockfile lock = CondaLockReader.read(file, LockFileNames.USUAL);
      List<String> files =
          lock.metadata().sources().stream()
              .map(one -> named(folder.normalize(), Path.of(one)))
              .toList();
      boolean there =
          files.stream()
              .allMatch(one -> !one.isEmpty() && Files.isRegularFile(folder.resolve(one)));
      return new LockSources(Optional.of(lock), there ? files : List.of());
    } catch (HermeticException | InvalidPathException e) {
      // What is wrong with the lock, lock and check tell.
      return new LockSources(Optional.empty(), List.of());
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
