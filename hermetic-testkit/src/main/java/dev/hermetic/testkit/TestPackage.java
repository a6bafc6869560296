package dev.hermetic.testkit;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a package of a test channel is. Immutable: each {@code with…} gives a changed copy.
 *
 * @param subdir the platform, or {@code noarch}
 * @param noarch {@code generic}, {@code python} or null
 * @param timestamp milliseconds since the epoch, -1 to leave it out
 * @param files payload in archive order
 */
public record TestPackage(
    String name,
    String version,
    String build,
    long buildNumber,
    String subdir,
    @Nullable String noarch,
    List<String> depends,
    List<String> constrains,
    List<String> trackFeatures,
    @Nullable String license,
    long timestamp,
    Format format,
    List<PackageFile> files) {

  /** Archive formats (CEP-35). */
  public enum Format {
    CONDA(".conda"),
    TAR_BZ2(".tar.bz2");

    private final String extension;

    Format(String extension) {
      this.extension = extension;
    }

    /** With its dot. */
    public String extension() {
      return extension;
    }
  }

  /** 2024-01-01T00:00:00Z, so that no test depends on the day it runs. */
  public static final long DEFAULT_TIMESTAMP = 1_704_067_200_000L;

  public TestPackage {
    depends = List.copyOf(depends);
    constrains = List.copyOf(constrains);
    trackFeatures = List.copyOf(trackFeatures);
    files = List.copyOf(files);
  }

  /** A {@code .conda} package for linux-64 with build {@code 0} and one small file. */
  public static TestPackage of(String name, String version, String... depends) {
    return new TestPackage(
        name,
        version,
        "0",
        0,
        "linux-64",
        null,
        List.of(depends),
        List.of(),
        List.of(),
        "BSD-3-Clause",
        DEFAULT_TIMESTAMP,
        Format.CONDA,
        List.of(PackageFile.text("share/" + name + "/NAME", name + " " + version + "\n")));
  }

  /** {@code name-version-build}. */
  public String distribution() {
    return name + "-" + version + "-" + build;
  }

  public String fileName() {
    return distribution() + format.extension();
  }

  public TestPackage withBuild(String newBuild, long newBuildNumber) {
    return copy(newBuild, newBuildNumber, subdir, noarch, constrains, trackFeatures, format, files);
  }

  public TestPackage withSubdir(String newSubdir) {
    return copy(build, buildNumber, newSubdir, null, constrains, trackFeatures, format, files);
  }

  /** Moves the package to {@code noarch}; the kind is {@code generic} or {@code python}. */
  public TestPackage withNoarch(String kind) {
    return copy(build, buildNumber, "noarch", kind, constrains, trackFeatures, format, files);
  }

  public TestPackage withConstrains(String... specs) {
    List<String> added = List.of(specs);
    return copy(build, buildNumber, subdir, noarch, added, trackFeatures, format, files);
  }

  public TestPackage withTrackFeatures(String... features) {
    List<String> added = List.of(features);
    return copy(build, buildNumber, subdir, noarch, constrains, added, format, files);
  }

  public TestPackage withFormat(Format newFormat) {
    return copy(
        build, buildNumber, subdir, noarch, constrains, trackFeatures, newFormat, files);
  }

  /** Adds a file to the payload. */
  public TestPackage withFile(PackageFile file) {
    List<PackageFile> more = new ArrayList<>(files);
    more.add(file);
    return copy(build, buildNumber, subdir, noarch, constrains, trackFeatures, format, more);
  }

  /** Replaces the payload. */
  public TestPackage withFiles(List<PackageFile> newFiles) {
    return copy(build, buildNumber, subdir, noarch, constrains, trackFeatures, format, newFiles);
  }

  /** Sets the time of the build, in milliseconds since the epoch, -1 to leave it out. */
  public TestPackage withTimestamp(long newTimestamp) {
    return new TestPackage(
        name,
        version,
        build,
        buildNumber,
        subdir,
        noarch,
        depends,
        constrains,
        trackFeatures,
        license,
        newTimestamp,
        format,
        files);
  }

  /** Sets the licence text, null to leave it out. */
  public TestPackage withLicense(@Nullable String newLicense) {
    return new TestPackage(
        name,
        version,
        build,
        buildNumber,
        subdir,
        noarch,
        depends,
        constrains,
        trackFeatures,
        newLicense,
        timestamp,
        format,
        files);
  }

  private TestPackage copy(
      String newBuild,
      long newBuildNumber,
      String newSubdir,
      @Nullable String newNoarch,
      List<String> newConstrains,
      List<String> newTrackFeatures,
      Format newFormat,
      List<PackageFile> newFiles) {
    return new TestPackage(
        name,
        version,
        newBuild,
        newBuildNumber,
        newSubdir,
        newNoarch,
        depends,
        newConstrains,
        newTrackFeatures,
        license,
        timestamp,
        newFormat,
        newFiles);
  }
}
