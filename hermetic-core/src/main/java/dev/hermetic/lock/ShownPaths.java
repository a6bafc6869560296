package dev.hermetic.lock;

import java.nio.file.Path;

/** Files as people and lock files name them. */
final class ShownPaths {
  private ShownPaths() {}

  /** The file relative to a folder, with {@code /} between its parts; absolute where it must be. */
  static String relative(Path folder, Path file) {
    Path from = folder.toAbsolutePath().normalize();
    Path to = file.toAbsolutePath().normalize();
    boolean related = from.getRoot() != null && from.getRoot().equals(to.getRoot());
    return (related ? from.relativize(to) : to).toString().replace('\\', '/');
  }
}
