package dev.hermetic.environment;

import java.nio.file.Path;

/** Names of files in messages: the same on every machine where they lie inside the project. */
final class ShownPath {
  private ShownPath() {}

  /** Relative to the directory when inside it, with {@code /} between the parts. */
  static String of(Path directory, Path file) {
    Path base = directory.toAbsolutePath().normalize();
    Path full = base.resolve(file).normalize();
    Path shown = full.startsWith(base) && !full.equals(base) ? base.relativize(full) : full;
    return shown.toString().replace(file.getFileSystem().getSeparator(), "/");
  }
}
