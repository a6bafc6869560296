package dev.hermetic.prefix;

import dev.hermetic.archive.PackageEntry;
import java.util.Comparator;

/**
 * One path of a prefix to be.
 *
 * @param path relative to the prefix, with {@code /} between its parts
 * @param mode permission bits
 * @param mtime seconds since the epoch
 * @param owner distribution of the package that brings it, empty for folders
 */
public record PlannedPath(String path, Content content, int mode, long mtime, String owner) {
  static final Comparator<PlannedPath> ORDER =
      (one, other) -> PackageEntry.compareCodePoints(one.path(), other.path());

  PlannedPath at(String newPath) {
    return new PlannedPath(newPath, content, mode, mtime, owner);
  }

  boolean isFolder() {
    return content instanceof Content.Folder;
  }
}
