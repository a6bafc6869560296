package dev.hermetic.lockfile;

import dev.hermetic.platform.Platform;
import java.nio.file.Path;

/**
 * How lock files that belong together are called. What stands before {@code conda-lock.yml} in the
 * name of a lock stands before the names of its explicit files too, so that several locks fit into
 * one folder: {@code research.conda-lock.yml} and {@code research.conda-linux-64.lock}.
 *
 * <p>The tools take these names: conda-lock 4 knows its own lock by a name that ends in {@code
 * conda-lock.yml}, mamba by {@code -lock.yml}, and explicit files by what is in them.
 */
public final class LockFileNames {
  /** The usual name of a lock. */
  public static final String USUAL = "conda-lock.yml";

  private LockFileNames() {}

  /** The explicit file of a platform, beside the lock. */
  public static Path explicitFile(Path lockfile, Platform platform) {
    return lockfile.resolveSibling(track(lockfile) + "conda-" + platform + ".lock");
  }

  /**
   * The file of the pip packages of a platform, beside the lock: {@code pylock.linux-64.toml}, {@code
   * pylock.research-linux-64.toml}. PEP 751 allows no further dot.
   */
  public static Path pylockFile(Path lockfile, Platform platform) {
    String track = track(lockfile).replace('.', '-');
    return lockfile.resolveSibling("pylock." + track + platform + ".toml");
  }

  /** What stands before the usual name, with its dot; empty for nothing. */
  private static String track(Path lockfile) {
    Path file = lockfile.getFileName();
    String name = file == null ? "" : file.toString();
    return name.endsWith("." + USUAL) ? name.substring(0, name.length() - USUAL.length()) : "";
  }

  /** The lock of a track, beside the one of the project: {@code research.conda-lock.yml}. */
  public static Path ofTrack(Path lockfile, String track) {
    return lockfile.resolveSibling(track + "." + lockfile.getFileName());
  }
}
