package dev.hermetic.install;

import dev.hermetic.platform.Platform;
import dev.hermetic.prefix.LinkMode;
import dev.hermetic.prefix.TargetPrefix;
import dev.hermetic.pypi.simple.IndexAddress;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What to install, and where.
 *
 * @param directory folder that relative paths are shown against: the project's
 * @param lockfile conda-lock.yml, or an explicit file
 * @param environmentFiles for {@code variables:}; those that are missing say nothing
 * @param prefix where to install; missing, empty, or installed by Hermetic before
 * @param patched the path that is written into files: the prefix itself, or where it will be used
 * @param target the path that the digest is for
 * @param compile whether noarch Python files are compiled, where the platform is this machine's
 * @param allowedScripts packages whose scripts need not be run, with what the user declares of their
 *     effect, which may be empty
 * @param ignorePip whether pip packages of the lock are left out rather than a problem
 * @param mirrors from URL prefix to URL prefix
 * @param pipOrigins where pip packages come from, for the credentials in them, which no lock has
 * @param threads at most that many at once, at least 1
 */
public record InstallRequest(
    Path directory,
    Path lockfile,
    List<Path> environmentFiles,
    Platform platform,
    Path prefix,
    TargetPrefix patched,
    TargetPrefix target,
    LinkMode linkMode,
    boolean compile,
    SortedMap<String, String> allowedScripts,
    boolean ignorePip,
    SortedMap<String, String> mirrors,
    List<IndexAddress> pipOrigins,
    int threads) {
  public InstallRequest {
    pipOrigins = List.copyOf(pipOrigins);
    environmentFiles = List.copyOf(environmentFiles);
    allowedScripts = Collections.unmodifiableSortedMap(new TreeMap<>(allowedScripts));
    mirrors = Collections.unmodifiableSortedMap(new TreeMap<>(mirrors));
    prefix = prefix.toAbsolutePath().normalize();
  }

  /**
   * The same, built elsewhere.
   *
   * @param lock the lock, which may lie elsewhere
   * @param written the path that is written into files
   */
  public InstallRequest at(Path lock, Path place, TargetPrefix written, int workers) {
    return new InstallRequest(
        directory,
        lock,
        environmentFiles,
        platform,
        place,
        written,
        target,
        linkMode,
        compile,
        allowedScripts,
        ignorePip,
        mirrors,
        pipOrigins,
        workers);
  }

  /** The lock as problems name it. */
  public String shownLock() {
    Path shown = lockfile.startsWith(directory) ? directory.relativize(lockfile) : lockfile;
    return shown.toString().replace('\\', '/');
  }

  /** Never shows mirrors and origins, which may hold credentials. */
  @Override
  public String toString() {
    return "InstallRequest[" + shownLock() + ", " + platform + ", " + prefix + "]";
  }
}
