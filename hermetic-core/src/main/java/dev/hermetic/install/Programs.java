package dev.hermetic.install;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Finds programs as a shell does. */
public final class Programs {
  private Programs() {}

  /**
   * The first file of that name that can be run.
   *
   * @param name without a folder
   * @param path the variable {@code PATH}
   * @param directory what relative folders in it are relative to
   */
  public static Optional<Path> find(String name, String path, Path directory) {
    boolean windows = File.separatorChar == '\\';
    List<String> endings = windows ? List.of("", ".exe", ".bat", ".cmd") : List.of("");
    for (String folder : path.split(File.pathSeparator)) {
      for (String ending : endings) {
        Path file = directory.resolve(folder).resolve(name + ending);
        if (Files.isRegularFile(file) && Files.isExecutable(file)) {
          return Optional.of(file);
        }
      }
    }
    return Optional.empty();
  }
}
