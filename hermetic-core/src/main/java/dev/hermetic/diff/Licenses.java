package dev.hermetic.diff;

import dev.hermetic.lockfile.LockedPackage;
import java.util.Optional;

/** What is known of licences, which locks do not carry. */
@FunctionalInterface
public interface Licenses {
  /** Knows none. */
  Licenses NONE = locked -> Optional.empty();

  /** The licence as the package's channel gives it; empty when that is not at hand. */
  Optional<String> license(LockedPackage locked);
}
