package dev.hermetic.oci;

import java.util.Objects;

/**
 * A member of a tar that is written.
 *
 * @param path relative, with {@code /} between its parts and none at the ends
 * @param mode permission bits, and those of set-user-ID and the like
 * @param mtime seconds since the epoch
 * @param size bytes, 0 unless a file
 * @param linkTarget of a symbolic link its text, of a hard link the path of an earlier member; empty
 *     for others
 * @param uid number of the owner; there are no names, which mean something else on each machine
 * @param gid number of the group
 */
public record TarEntry(
    String path, Kind kind, int mode, long mtime, long size, String linkTarget, int uid, int gid) {
  /** What a member is, by the type flags of POSIX (pax, "ustar Interchange Format"). */
  public enum Kind {
    FILE('0'),
    HARD_LINK('1'),
    SYMLINK('2'),
    DIRECTORY('5');

    private final char flag;

    Kind(char flag) {
      this.flag = flag;
    }

    char flag() {
      return flag;
    }
  }

  public TarEntry {
    Objects.requireNonNull(path, "path");
    boolean link = kind == Kind.HARD_LINK || kind == Kind.SYMLINK;
    if (path.isEmpty()
        || path.startsWith("/")
        || path.endsWith("/")
        || size < 0
        || size > 0 && kind != Kind.FILE
        || link == linkTarget.isEmpty()) {
      throw new IllegalArgumentException(kind + " " + path);
    }
  }

  /** A file of root's. */
  public static TarEntry file(String path, int mode, long mtime, long size) {
    return new TarEntry(path, Kind.FILE, mode, mtime, size, "", 0, 0);
  }

  /** A folder of root's. */
  public static TarEntry directory(String path, int mode, long mtime) {
    return new TarEntry(path, Kind.DIRECTORY, mode, mtime, 0, "", 0, 0);
  }
}
