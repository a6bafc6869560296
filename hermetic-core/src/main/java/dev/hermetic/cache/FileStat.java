package dev.hermetic.cache;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * What the file system says of a path, links not followed, in one call.
 *
 * @param size bytes
 * @param mtime of the last change of bytes, nanoseconds since the epoch
 * @param ctime of the last change of the entry, nanoseconds since the epoch; where the file system
 *     has none, of its creation
 * @param inode number of the entry, 0 where the file system has none
 * @param mode permission bits, {@link #NO_MODE} where the file system has none
 */
public record FileStat(boolean regular, long size, long mtime, long ctime, long inode, int mode) {
  public static final int NO_MODE = -1;

  private static final String UNIX = "unix:size,lastModifiedTime,ctime,ino,mode";
  private static final int TYPE = 0170000;
  private static final int REGULAR = 0100000;
  private static final int PERMISSIONS = 07777;

  /**
   * @throws java.nio.file.NoSuchFileException when there is nothing
   */
  public static FileStat of(Path file) throws IOException {
    if (file.getFileSystem().supportedFileAttributeViews().contains("unix")) {
      Map<String, Object> is = Files.readAttributes(file, UNIX, LinkOption.NOFOLLOW_LINKS);
      int mode = (Integer) is.get("mode");
      return new FileStat(
          (mode & TYPE) == REGULAR,
          (Long) is.get("size"),
          nanos((FileTime) is.get("lastModifiedTime")),
          nanos((FileTime) is.get("ctime")),
          (Long) is.get("ino"),
          mode & PERMISSIONS);
    }
    BasicFileAttributes is =
        Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    return new FileStat(
        is.isRegularFile(),
        is.size(),
        nanos(is.lastModifiedTime()),
        nanos(is.creationTime()),
        0,
        NO_MODE);
  }

  private static long nanos(FileTime time) {
    return time.to(TimeUnit.NANOSECONDS);
  }
}
