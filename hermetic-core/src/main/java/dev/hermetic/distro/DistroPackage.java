package dev.hermetic.distro;

import java.util.List;

/**
 * A package that is installed in a root. Texts are empty where nothing is said.
 *
 * @param version as the package manager compares it, with epoch and revision
 * @param source the source package it was built from: what advisories name. Of itself where nothing
 *     else is said
 * @param sourceVersion of the source package, which may have another one
 * @param architecture the distribution's own word, for example {@code amd64}, {@code x86_64}
 * @param licenses each as the package says it: Alpine's expression, or what Debian's copyright file
 *     names; empty where neither is there
 * @param dependencies names of installed packages that it needs, sorted
 */
public record DistroPackage(
    Manager manager,
    String name,
    String version,
    String source,
    String sourceVersion,
    String architecture,
    String maintainer,
    String homepage,
    List<String> licenses,
    List<String> dependencies) {
  /** Whose list it is in. */
  public enum Manager {
    /** Debian, Ubuntu, distroless images; versions are {@link DebianVersion}s. */
    DPKG,
    /** Alpine, Wolfi; versions are {@link AlpineVersion}s. */
    APK
  }

  public DistroPackage {
    licenses = List.copyOf(licenses);
    dependencies = List.copyOf(dependencies);
  }
}
