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
    Path file = lockfile.getFileName();
    String name = file == null ? "" : file.toString();
    String track =
        name.endsWith("." + USUAL) ? name.substring(0, name.length() - USUAL.length()) : "";
    return lockfile.resolveSibling(track + "conda-" + platform + ".lock");
  }

  /** The lock of a track, beside the one of the project: {@code research.conda-lock.yml}. */
  public static Path ofTrack(Path lockfile, String track) {
    return lockfile.resolveSibling(track + "." + lockfile.getFileName());
  }
}
