package dev.hermetic.tree;

import dev.hermetic.lockfile.LockedPackage;
import dev.hermetic.platform.Platform;
import dev.hermetic.record.Candidate;
import dev.hermetic.record.PackageRecord;
import java.util.List;
import java.util.Optional;

/** What is at hand of the channels' repodata. */
public interface Known {
  /** The record of a locked package, empty when it is not at hand. */
  Optional<PackageRecord> record(LockedPackage locked);

  /** The versions of a locked pip package that a resolver could take; empty when none is at hand. */
  default List<String> versions(LockedPackage locked) {
    return List.of();
  }

  /** What a solver could take of a name, in any order; empty when nothing is at hand. */
  List<? extends Candidate> candidates(Platform platform, String name);
}
