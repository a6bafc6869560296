package dev.hermetic.packagecache;

import dev.hermetic.archive.PackageEntry;
import dev.hermetic.archive.PackageEntry.Kind;
import dev.hermetic.cache.FileStat;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/**
 * Whether the files of an unpacked package are as they were when it was unpacked. They are
 * hard-linked into prefixes, where somebody may write into them. That changes a file's time: times
 * out of archives are whole seconds of the past. So type, size, time and mode are looked at with
 * each use, which costs far less than their digests would.
 */
final class TreeCheck {
  private TreeCheck() {}

  static boolean isIntact(Path folder, Iterable<PackageEntry> entries) throws IOException {
    for (PackageEntry entry : entries) {
      if (entry.kind() == Kind.FILE && !isIntact(folder, entry)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isIntact(Path folder, PackageEntry entry) throws IOException {
    FileStat is;
    try {
      is = FileStat.of(folder.resolve(entry.path()));
    } catch (NoSuchFileException e) {
      return false;
    }
    return is.regular()
        && is.size() == entry.size()
        && is.mtime() == TimeUnit.SECONDS.toNanos(entry.mtime())
        && (is.mode() == entry.mode() || is.mode() == FileStat.NO_MODE);
  }
}
