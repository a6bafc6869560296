package dev.hermetic.archive;

import java.util.Comparator;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One member of an unpacked package. A hard link inside an archive is a file of the same content.
 *
 * @param path where it goes, relative to the prefix (noarch python: before its move into
 *     site-packages), with {@code /} between its parts; never leads out
 * @param mode the permission bits, at most 0777; of a symbolic link 0777
 * @param mtime seconds since the epoch, as the archive says
 * @param size bytes, 0 unless a file
 * @param sha256 of a file's bytes, 64 lower-case hex digits; null unless a file
 * @param linkTarget of a symbolic link, as the archive says: real packages have absolute ones and
 *     such that lead out of the prefix, so never follow it; null unless a symbolic link
 * @param noLink to be copied, never hard-linked
 * @param placeholder null when nothing in it stands for the prefix
 */
public record PackageEntry(
    String path,
    Kind kind,
    int mode,
    long mtime,
    long size,
    @Nullable String sha256,
    @Nullable String linkTarget,
    boolean noLink,
    @Nullable Placeholder placeholder) {
  /** By path, in the order of code points, which is that of the UTF-8 bytes. */
  public static final Comparator<PackageEntry> ORDER =
      (one, other) -> compareCodePoints(one.path(), other.path());

  /** What a member is. */
  public enum Kind {
    FILE,
    SYMLINK,
    DIRECTORY
  }

  public PackageEntry {
    Objects.requireNonNull(path, "path");
    if ((kind == Kind.FILE) != (sha256 != null) || (kind == Kind.SYMLINK) != (linkTarget != null)) {
      throw new IllegalArgumentException(kind + " " + path);
    }
  }

  /** Compares texts by code points, whatever the machine's locale. */
  public static int compareCodePoints(String one, String other) {
    int length = Math.min(one.length(), other.length());
    for (int i = 0; i < length; i++) {
      char a = one.charAt(i);
      char b = other.charAt(i);
      if (a != b) {
        boolean surrogates = Character.isSurrogate(a) || Character.isSurrogate(b);
        return surrogates
            ? Integer.compare(one.codePointAt(i), other.codePointAt(i))
            : Character.compare(a, b);
      }
    }
    return Integer.compare(one.length(), other.length());
  }
}
