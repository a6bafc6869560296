package dev.hermetic.pypi.request;

import dev.hermetic.problem.Location;
import dev.hermetic.pypi.version.PypiVersion;
import dev.hermetic.pypi.version.SpecifierSet;

/**
 * The Pythons that a project runs on ({@code project.requires-python}, PEP 621).
 *
 * @param location where that stands
 */
public record AskedPython(SpecifierSet specifiers, Location location) {
  /** Whether it runs on this Python; a pre-release of one that it runs on will do. */
  public boolean allows(PypiVersion python) {
    return specifiers.contains(python, true);
  }
}
