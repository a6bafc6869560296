package dev.hermetic.distro;

import java.util.List;
import java.util.Optional;

/**
 * What is known of the distribution in a root.
 *
 * @param release empty where nothing tells
 * @param packages sorted by name, architecture and version
 * @param gaps what cannot be told, each a sentence without a full stop: nobody may take the rest for
 *     all there is
 */
public record Distro(
    Optional<OsRelease> release, List<DistroPackage> packages, List<String> gaps) {
  /** Of an image that is built upon nothing. */
  public static final Distro NONE = new Distro(Optional.empty(), List.of(), List.of());

  public Distro {
    packages = List.copyOf(packages);
    gaps = List.copyOf(gaps);
  }

  /** What OSV calls it. */
  public Optional<String> ecosystem() {
    return release.flatMap(OsRelease::ecosystem);
  }
}
