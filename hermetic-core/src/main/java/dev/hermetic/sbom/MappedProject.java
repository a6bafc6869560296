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
}
