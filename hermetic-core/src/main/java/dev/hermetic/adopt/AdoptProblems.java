package dev.hermetic.adopt;

import dev.hermetic.platform.Platform;
import dev.hermetic.problem.Problem;
import java.util.Collection;

/** The texts of what stands in the way of a beginning. */
final class AdoptProblems {
  private AdoptProblems() {}

  static Problem nothing(String folder) {
    return new Problem(
        "HERM-ADOPT-001",
        Problem.Kind.INPUT,
        folder,
        "there is no environment.yml, conda-lock.yml, pixi.lock, explicit file or conda-meta here",
        "write an environment.yml, or name what to begin with: -Dhermetic.from=FILE_OR_PREFIX");
  }

  static Problem unknown(String file) {
    return new Problem(
        "HERM-ADOPT-002",
        Problem.Kind.INPUT,
        file,
        "is no environment file, conda-lock.yml, pixi.lock, explicit file or conda prefix",
        "name one of these with -Dhermetic.from=FILE_OR_PREFIX");
  }

  static Problem notThere(String file) {
    return new Problem(
        "HERM-ADOPT-003",
        Problem.Kind.INPUT,
        file,
        "there is no such file or folder",
        "correct hermetic.from");
  }

  static Problem platform(String file, Collection<String> found) {
    return new Problem(
        "HERM-ADOPT-004",
        Problem.Kind.INPUT,
        file,
        found.isEmpty()
            ? "nothing in it tells its platform"
            : "its packages are of several platforms: " + String.join(", ", found),
        "add a line such as `# platform: linux-64` to an explicit file; a prefix is of one platform");
  }

  static Problem platformTwice(String file, Platform platform) {
    return new Problem(
        "HERM-ADOPT-009",
        Problem.Kind.INPUT,
        file,
        "is for " + platform + ", as another of the explicit files is",
        "correct its line `# platform:`, or name one file with -Dhermetic.from=FILE");
  }

  static Problem badRecord(String file, String fact) {
    return new Problem(
        "HERM-ADOPT-005",
        Problem.Kind.INPUT,
        file,
        fact,
        "reinstall the package in the prefix, or begin with another file");
  }

  static Problem unreadable(String file) {
    return new Problem(
        "HERM-ADOPT-006",
        Problem.Kind.ENVIRONMENT,
        file,
        "cannot be read",
        "give a regular file, or a folder, that this user may read");
  }

  static Problem noPackageFile(String place, String url) {
    return new Problem(
        "HERM-ADOPT-007",
        Problem.Kind.INPUT,
        place,
        "'" + url + "' is not CHANNEL/SUBDIR/NAME-VERSION-BUILD.conda (or .tar.bz2)",
        "remove the line, or name the package file as conda does");
  }

  static Problem someEnvironments(String file, Collection<String> names) {
    return new Problem(
        "HERM-ADOPT-008",
        Problem.Kind.INPUT,
        file,
        "none of its environments is called default: " + String.join(", ", names),
        "export the one that you mean with pixi, and begin with that file");
  }
}
