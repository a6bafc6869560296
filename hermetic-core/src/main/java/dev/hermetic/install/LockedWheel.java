package dev.hermetic.install;

import dev.hermetic.archive.PackageInfo;
import dev.hermetic.fetch.Pin;
import dev.hermetic.packagecache.PackageRequest;
import dev.hermetic.problem.HermeticException;
import dev.hermetic.problem.Location;
import dev.hermetic.pypi.requirement.ProjectName;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A PyPI package of a lock that can be installed: a wheel whose bytes are known.
 *
 * @param name of the project, as the lock has it
 * @param version as the lock has it; empty where it does not say
 * @param fileName of the wheel
 * @param url where it can be fetched, without a fragment; may hold {@code $VAR} or credentials
 * @param sha256 64 lower-case hex digits
 * @param requested whether it was asked for by name, as far as that is known
 * @param directUrl the text of {@code direct_url.json}; empty for a file of an index
 * @param place where the lock has it, looked for when something is wrong with it
 */
record LockedWheel(
    String name,
    String version,
    String fileName,
    String url,
    String sha256,
    boolean requested,
    Optional<String> directUrl,
    Supplier<Location> place) {
  /**
   * @param fetched the URL with values in the place of variables, or that of a mirror
   */
  PackageRequest request(String fetched) {
    return new PackageRequest(fileName, List.of(fetched), new Pin(sha256, null, -1));
  }

  /**
   * Checks that the cache has unpacked the wheel by the name that it has here: the same bytes under
   * another name are refused wherever they are new, so they are here.
   */
  void check(PackageInfo unpacked) {
    String ending = "-" + unpacked.version() + "-" + unpacked.build() + ".whl";
    String start = fileName.endsWith(ending)
        ? fileName.substring(0, fileName.length() - ending.length())
        : "";
    if (!ProjectName.normalise(start).equals(ProjectName.normalise(unpacked.name()))) {
      throw new HermeticException(
          InstallProblems.otherWheel(place.get().toString(), unpacked.distribution(), fileName));
    }
  }

  /** Never shows the URL, which may hold credentials. */
  @Override
  public String toString() {
    return "LockedWheel[" + fileName + "]";
  }
}
