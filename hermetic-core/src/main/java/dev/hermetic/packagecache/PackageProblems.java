package dev.hermetic.packagecache;

import dev.hermetic.problem.Problem;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.List;

/** The texts of HERM-PKG problems about the cache. */
final class PackageProblems {
  private PackageProblems() {}

  static Problem unusable(Path cacheDirectory, IOException failure) {
    return new Problem(
        "HERM-PKG-007",
        Problem.Kind.ENVIRONMENT,
        cacheDirectory.toString(),
        "the cache cannot take packages: " + reason(failure),
        "make the directory writable and see that the disk has room, or name another with"
            + " -Dhermetic.cacheDirectory=…");
  }

  static Problem missing(String fileName, List<String> urls) {
    return new Problem(
        "HERM-PKG-008",
        Problem.Kind.ENVIRONMENT,
        fileName,
        "not to be had any more: there is no such file at " + String.join(", ", urls),
        "run `mvn hermetic:lock`, or use a mirror that keeps old packages (hermetic.mirrors)");
  }

  static Problem interrupted(String fileName) {
    return new Problem(
        "HERM-PKG-009",
        Problem.Kind.ENVIRONMENT,
        fileName,
        "interrupted",
        "run the goal again; what was fetched and unpacked so far is kept");
  }

  private static String reason(IOException failure) {
    if (failure instanceof AccessDeniedException) {
      return "no permission";
    }
    if (failure instanceof FileSystemException system && system.getReason() != null) {
      return system.getReason();
    }
    String message = failure.getMessage();
    return message == null ? failure.getClass().getSimpleName() : message;
  }
}
