package dev.hermetic.record;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One package file as its channel's repodata describes it (CEP-36). Immutable.
 *
 * @param name package name, lower case
 * @param version conda version text
 * @param build build string
 * @param buildNumber build number, 0 or more
 * @param depends match specs that must be installed beside it, in repodata order
 * @param constrains match specs that hold for packages of that name if they are installed
 * @param subdir the subdir that lists the record: a platform or {@code noarch}
 * @param noarch {@code generic} or {@code python}, null for packages of one platform
 * @param timestamp milliseconds since the epoch (repodata in seconds is converted), -1 when unknown
 * @param trackFeatures features that lower its preference
 * @param license licence text as given, null when unknown
 * @param licenseFamily null when unknown
 * @param md5 32 lower-case hex digits, null when unknown
 * @param sha256 64 lower-case hex digits, null when unknown
 * @param size bytes of the package file, -1 when unknown
 * @param fileName {@code name-version-build.conda} or {@code .tar.bz2}
 * @param channel base URL of the channel that lists it, without credentials and trailing slash
 * @param url where the file can be fetched, without credentials
 * @param pythonSitePackagesPath CEP-17, null when absent
 */
public record PackageRecord(
    String name,
    String version,
    String build,
    long buildNumber,
    List<String> depends,
    List<String> constrains,
    String subdir,
    @Nullable String noarch,
    long timestamp,
    List<String> trackFeatures,
    @Nullable String license,
    @Nullable String licenseFamily,
    @Nullable String md5,
    @Nullable String sha256,
    long size,
    String fileName,
    String channel,
    String url,
    @Nullable String pythonSitePackagesPath)
    implements Candidate {

  public PackageRecord {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(version, "version");
    Objects.requireNonNull(build, "build");
    depends = List.copyOf(depends);
    constrains = List.copyOf(constrains);
    trackFeatures = List.copyOf(trackFeatures);
    Objects.requireNonNull(subdir, "subdir");
    Objects.requireNonNull(fileName, "fileName");
    Objects.requireNonNull(channel, "channel");
    Objects.requireNonNull(url, "url");
  }

  @Override
  public PackageRecord record() {
    return this;
  }

  /** Whether the file has the {@code .conda} format. */
  public boolean isConda() {
    return fileName.endsWith(".conda");
  }

  /** {@code name-version-build}, unique within one subdir apart from the archive format. */
  public String distribution() {
    return name + "-" + version + "-" + build;
  }

  @Override
  public String toString() {
    return distribution();
  }
}
