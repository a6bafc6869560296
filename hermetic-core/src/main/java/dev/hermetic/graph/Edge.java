package dev.hermetic.graph;

import dev.hermetic.lockfile.LockedPackage;
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
    return constraint.isEmpty() || constraint.equals("*");
  }
}
