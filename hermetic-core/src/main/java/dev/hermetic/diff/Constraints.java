package dev.hermetic.diff;

import dev.hermetic.graph.Root;
import dev.hermetic.version.InvalidVersionException;
import dev.hermetic.version.Version;
import dev.hermetic.version.VersionSpec;

/** Whether constraints, as a lock or a user writes them, leave a version room. */
final class Constraints {
  private Constraints() {}

  /**
   * Whether the constraint of a dependency rules the version out. What is no constraint or no
   * version that conda knows, rules out nothing.
   */
  static boolean rulesOut(String constraint, String version) {
    if (constraint.isBlank()) {
      return false;
    }
    try {
      return !VersionSpec.parse(constraint).matches(Version.parse(version));
    } catch (InvalidVersionException e) {
      return false;
    }
  }

  /** Whether a spec of the environment rules the package out, by version or build. */
  static boolean rulesOut(Root root, Pinned pinned) {
    try {
      Version version = Version.parse(pinned.version());
      return root.spec()
          .filter(spec -> !spec.matches(version, pinned.build().orElse("")))
          .isPresent();
    } catch (InvalidVersionException e) {
      return false;
    }
  }
}
