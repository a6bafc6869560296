package dev.hermetic.pypi.resolve;

import dev.hermetic.pypi.version.PypiVersion;
import java.util.List;

/**
 * A project that is there whatever is resolved: a conda package brings it, and no other may take its
 * place.
 *
 * @param packageName the conda package's
 * @param others versions that conda could bring instead; empty where it is to stay at its version
 */
public record Provided(PypiVersion version, String packageName, List<PypiVersion> others) {
  public Provided {
    others = List.copyOf(others);
  }

  /** One that stays at its version. */
  public Provided(PypiVersion version, String packageName) {
    this(version, packageName, List.of());
  }
}
