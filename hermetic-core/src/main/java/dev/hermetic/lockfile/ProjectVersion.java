package dev.hermetic.lockfile;

import dev.hermetic.lockfile.LockedPackage.Manager;
import dev.hermetic.pypi.names.CondaNames;
import dev.hermetic.pypi.version.PypiVersion;
import java.util.Optional;

/** Versions of locked packages as PyPI orders them (PEP 440), whoever installs the package. */
public final class ProjectVersion {
  private ProjectVersion() {}

  /** Nothing where the package's version is none of PyPI. */
  public static Optional<PypiVersion> of(LockedPackage locked) {
    return of(locked.manager(), locked.version());
  }

  /** Nothing where the text is no version of PyPI, nor stands for one. */
  public static Optional<PypiVersion> of(Manager manager, String version) {
    return manager == Manager.CONDA
        ? CondaNames.version(version)
        : PypiVersion.tryParse(version);
  }
}
