package dev.hermetic.sbom;

import dev.hermetic.pypi.names.CondaNames;

/**
 * The project of PyPI that a conda package is.
 *
 * @param name normalised (PEP 503)
 * @param version as PyPI writes it, empty where the conda version is none there
 * @param mapping who says that it is this project
 */
public record MappedProject(String name, String version, CondaNames.Source mapping) {
  /** {@code pkg:pypi/NAME@VERSION}. */
  public String purl() {
    return Purls.pypi(name, version);
  }

  /** Who says so, for people. */
  String mappingText() {
    return switch (mapping) {
      case MAPPING -> "the mapping that the lock was made with";
      case BUILT_IN -> "the names that come with Hermetic";
      case SAME_NAME -> "no mapping: it needs Python and has that name";
    };
  }
}
