package dev.hermetic.packagecache;

import dev.hermetic.archive.PackageEntry;
import dev.hermetic.archive.PackageEntry.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.util.concurrent.TimeUnit;

/**
 * Whether the files of an unpacked package are as they were when it was unpacked. They are
 * hard-linked into prefixes, where somebody may write into them. That changes a file's time: times
 * out of archives are whole seconds of the past. So type, size, time and mode are looked at before
 * each use, which costs far less than their digests would.
 */
final class TreeCheck {
  private TreeCheck() {}

  static boolean isIntact(Path folder, Iterable<PackageEntry> entries) throws IOException {
    boolean posix = folder.getFileSystem().supportedFileAttributeViews().contains("posix");
    Class<? extends BasicFileAttributes> type =
        posix ? PosixFileAttributes.class : BasicFileAttributes.class;
    for (PackageEntry entry : entries) {
      if (entry.kind() != Kind.FILE) {
        continue;
      }
      BasicFileAttributes is;
      try {
        is =
            Files.readAttributes(
                folder.resolve(entry.path()), type, LinkOption.NOFOLLOW_LINKS);
      } catch (NoSuchFileException e) {
        return false;
      }
      boolean same =
          is.isRegularFile()
              && is.size() == entry.size()
              && is.lastModifiedTime().to(TimeUnit.NANOSECONDS)
                  == TimeUnit.SECONDS.toNanos(entry.mtime())
              && (!(is instanceof PosixFileAttributes full) || mode(full) == entry.mode());
      if (!same) {
        return false;
      }
    }
    return true;
  }

  private static int mode(PosixFileAttributes is) {
    int mode = 0;
    for (PosixFilePermission permission : is.permissions()) {
      mode |= 0400 >> permission.ordinal();
    }
    return mode;
  }
}
