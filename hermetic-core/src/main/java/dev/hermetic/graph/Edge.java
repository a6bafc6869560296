package dev.hermetic.graph;

import dev.hermetic.lockfile.LockedPackage;
import dev.hermetic.lockfile.LockedPackage.Manager;
import dev.hermetic.lockfile.PipConstraint;
import dev.hermetic.lockfile.ProjectVersion;
import dev.hermetic.version.InvalidVersionException;
import dev.hermetic.version.Version;
import dev.hermetic.version.VersionSpec;
import java.util.Optional;

/**
 * A dependency of a locked package.
 *
 * @param from the package that has it
 * @param name what it is on, as the lock says it
 * @param constraint the version constraint as the lock says it; empty or {@code *} for none
 * @param to the locked package of that name, empty when there is none
 */
public record Edge(LockedPackage from, String name, String constraint, Optional<LockedPackage> to) {
  /** Whether it is on a property of the machine rather than on a package. */
  public boolean isVirtual() {
    return name.startsWith("__");
  }

  /** Whether any version will do. */
  public boolean isUnconstrained() {
    return constraint.isBlank() || constraint.equals("*");
  }

  /**
   * Whether the constraint does not let a package have a version: by conda's rules for those of
   * conda packages, by PEP 440 for those of pip packages, also where conda has what they need. What
   * is no constraint or no version, rules out nothing.
   *
   * @param manager who would install the package
   */
  public boolean rulesOut(Manager manager, String version) {
    if (isUnconstrained()) {
      return false;
    }
    if (from.manager() == Manager.PIP) {
      return ProjectVersion.of(manager, version)
          .filter(one -> !PipConstraint.meets(constraint, one))
          .isPresent();
    }
    try {
      return !VersionSpec.parse(constraint).matches(Version.parse(version));
    } catch (InvalidVersionException e) {
      return false;
    }
  }
}
