package dev.hermetic.archive;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a package says of itself and installing needs. Its dependencies are left out on purpose:
 * repodata and lock have the last word on them. A wheel is a noarch Python package whose build
 * string are the tags of its file's name.
 *
 * @param name package name
 * @param version conda version text
 * @param build build string
 * @param buildNumber 0 or more
 * @param subdir the platform it was built for, or {@code noarch}; null when it does not say
 * @param noarch null for packages of one platform
 * @param entryPoints in the order of link.json
 * @param pythonSitePackagesPath CEP-17, as written; null when absent
 * @param license as written; null when absent
 * @param timestamp of the build as written: milliseconds since the epoch, of old packages seconds;
 *     -1 when absent
 * @param aboutTime time of the archive's member info/about.json (info/index.json where there is
 *     none), seconds since the epoch
 */
public record PackageInfo(
    String name,
    String version,
    String build,
    long buildNumber,
    @Nullable String subdir,
    @Nullable NoarchKind noarch,
    List<EntryPoint> entryPoints,
    @Nullable String pythonSitePackagesPath,
    @Nullable String license,
    long timestamp,
    long aboutTime) {
  public PackageInfo {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(version, "version");
    Objects.requireNonNull(build, "build");
    entryPoints = List.copyOf(entryPoints);
  }

  /** {@code name-version-build}. */
  public String distribution() {
    return name + "-" + version + "-" + build;
  }
}
