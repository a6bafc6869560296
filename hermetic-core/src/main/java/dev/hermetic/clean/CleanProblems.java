package dev.hermetic.clean;

import dev.hermetic.problem.Problem;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;

/** The problems of the area CACHE. */
final class CleanProblems {
  private CleanProblems() {}

  static Problem unusable(Path cache, IOException e) {
    return new Problem(
        "HERM-CACHE-001",
        Problem.Kind.ENVIRONMENT,
        cache.toString(),
        "the cache cannot be cleaned: " + reason(e),
        "run it as the user whom the cache belongs to, or name another with"
            + " -Dhermetic.cacheDirectory=…");
  }

  static Problem stays(String name, IOException e) {
    return new Problem(
        "HERM-CACHE-002",
        Problem.Kind.ENVIRONMENT,
        name,
        "it cannot be deleted from the cache: " + reason(e),
        "end what has it open, or run it as the user whom the cache belongs to");
  }

  static Problem interrupted(Path cache) {
    return new Problem(
        "HERM-CACHE-003",
        Problem.Kind.ENVIRONMENT,
        cache.toString(),
        "interrupted",
        "run the goal again; what is still there is whole");
  }

  private static String reason(IOException e) {
    if (e instanceof AccessDeniedException) {
      return "no permission";
    }
    return e instanceof FileSystemException system && system.getReason() != null
        ? system.getReason()
        : e.getClass().getSimpleName();
  }
}
