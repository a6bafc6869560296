package dev.hermetic.lock;

import dev.hermetic.environment.Environment;
import dev.hermetic.environment.Environment.PlatformRequest;
import dev.hermetic.graph.LockGraph;
import dev.hermetic.graph.Root;
import dev.hermetic.lockfile.Lockfile;
import dev.hermetic.lockfile.OwnMetadata;
import dev.hermetic.platform.Platform;
import dev.hermetic.problem.HermeticException;
import dev.hermetic.pypi.request.PipRequest;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** What a lock is asked for on each platform, read as it is read to lock. */
final class AskedRoots {
  private AskedRoots() {}

  /** Of what was read already. */
  static SortedMap<Platform, List<Root>> of(Lockfile lock, LockInputs inputs) {
    return of(lock, inputs.environment(), inputs.pip());
  }

  /** Of what a lock was looked at with. */
  static SortedMap<Platform, List<Root>> of(LockResult result) {
    Lockfile lock = result.lockfile();
    return of(lock, result.environment(), ignoresPip(lock) ? new TreeMap<>() : result.pip());
  }

  private static boolean ignoresPip(Lockfile lock) {
    return lock.metadata().custom().containsKey(OwnMetadata.PIP_KEY);
  }

  /**
   * Of an environment whose pip sections are yet to be read; a lock from which they were left out on
   * purpose is asked for nothing of them.
   *
   * @param directory against which the files that pip entries name are found
   * @param variables environment variables, for {@code ${NAME}}
   * @throws HermeticException with every problem of the pip sections
   */
  static SortedMap<Platform, List<Root>> read(
      Lockfile lock, Environment environment, Path directory, Map<String, String> variables) {
    return of(
        lock,
        environment,
        ignoresPip(lock)
            ? new TreeMap<>()
            : PipRequests.of(environment, directory, variables));
  }

  /**
   * Of what was read already.
   *
   * @param pip without the platforms that are asked for nothing of PyPI
   */
  static SortedMap<Platform, List<Root>> of(
      Lockfile lock, Environment environment, SortedMap<Platform, PipRequest> pip) {
    SortedMap<Platform, List<Root>> roots = new TreeMap<>();
    for (PlatformRequest request : environment.requests().values()) {
      PipRequest section = pip.get(request.platform());
      roots.put(
          request.platform(),
          section == null ? Root.of(request) : LockGraph.roots(lock, request, section));
    }
    return roots;
  }
}
