package dev.hermetic.prefix;

import dev.hermetic.archive.PackageEntry;
import java.util.Comparator;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One path of a prefix, as it was written.
 *
 * @param path relative to the prefix, with {@code /} between its parts
 * @param mode permission bits; of a symbolic link 0777
 * @param mtime seconds since the epoch
 * @param size bytes as written, 0 unless a file
 * @param sha256 of the bytes as written, null unless a file
 * @param targetSha256 of the bytes as patched for the target prefix, null unless a file
 * @param linkTarget null unless a symbolic link
 * @param owner distribution of the package that it belongs to, empty when to none
 */
public record ManifestEntry(
    String path,
    Kind kind,
    int mode,
    long mtime,
    long size,
    @Nullable String sha256,
    @Nullable String targetSha256,
    @Nullable String linkTarget,
    String owner,
    Origin origin) {
  static final Comparator<ManifestEntry> ORDER =
      (one, other) -> PackageEntry.compareCodePoints(one.path(), other.path());

  /** What is at a path; the words are those of the digest. */
  public enum Kind {
    FILE("file"),
    SOFTLINK("softlink"),
    DIRECTORY("directory");

    private final String word;

    Kind(String word) {
      this.word = word;
    }

    String word() {
      return word;
    }
  }

  /** Who made what is at a path. */
  public enum Origin {
    /** A member of a package, or a folder. */
    PACKAGE("package"),
    /** Hermetic, from what packages and lock say: scripts of entry points, {@code conda-meta}. */
    WRITTEN("written"),
    /** The Python of the prefix, from a file of the prefix; not part of the digest. */
    COMPILED("compiled");

    private final String word;

    Origin(String word) {
      this.word = word;
    }

    String word() {
      return word;
    }
  }

  public ManifestEntry {
    Objects.requireNonNull(path, "path");
    boolean file = kind == Kind.FILE;
    if (file != (sha256 != null)
        || file != (targetSha256 != null)
        || (kind == Kind.SOFTLINK) != (linkTarget != null)) {
      throw new IllegalArgumentException(kind + " " + path);
    }
  }

  /** A file whose bytes are the same wherever the prefix is. */
  static ManifestEntry file(PlannedPath path, long size, String sha256) {
    return file(path, size, sha256, sha256, Origin.PACKAGE);
  }

  static ManifestEntry file(
      PlannedPath path, long size, String sha256, String targetSha256, Origin origin) {
    return new ManifestEntry(
        path.path(),
        Kind.FILE,
        path.mode(),
        path.mtime(),
        size,
        sha256,
        targetSha256,
        null,
        path.owner(),
        origin);
  }

  static ManifestEntry link(PlannedPath path, String target) {
    return new ManifestEntry(
        path.path(),
        Kind.SOFTLINK,
        0777,
        path.mtime(),
        0,
        null,
        null,
        target,
        path.owner(),
        Origin.PACKAGE);
  }

  static ManifestEntry folder(PlannedPath path) {
    return new ManifestEntry(
        path.path(),
        Kind.DIRECTORY,
        path.mode(),
        path.mtime(),
        0,
        null,
        null,
        null,
        "",
        Origin.PACKAGE);
  }
}
