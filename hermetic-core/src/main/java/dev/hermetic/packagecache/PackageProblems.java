package dev.hermetic.packagecache;

import dev.hermetic.problem.Problem;
import dev.hermetic.problem.Problems;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The texts of HERM-PKG problems about the cache. */
final class PackageProblems {
  /** About a server rather than a file: no access, its own failure, unknown, no connection, no TLS, no proxy. */
  private static final Set<String> ABOUT_SERVERS =
      Set.of(
          "HERM-NET-002",
          "HERM-NET-004",
          "HERM-NET-005",
          "HERM-NET-006",
          "HERM-NET-007",
          "HERM-NET-013",
          "HERM-NET-021");

  private PackageProblems() {}

  /** The same problems, those about a server that each package has told in one. */
  static List<Problem> aboutServersOnce(List<Problem> problems) {
    List<Problem> told =
        new ArrayList<>(
            Problems.once(
                problems.stream().filter(one -> ABOUT_SERVERS.contains(one.code())).toList()));
    problems.stream().filter(one -> !ABOUT_SERVERS.contains(one.code())).forEach(told::add);
    return told;
  }

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
        "name it in hermetic.packages of `mvn hermetic:update`, or use a mirror that keeps old packages"
            + " (hermetic.mirrors)");
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
