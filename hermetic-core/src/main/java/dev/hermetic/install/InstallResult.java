package dev.hermetic.install;

import dev.hermetic.prefix.PrefixPlan;
import dev.hermetic.prefix.PrefixResult;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A prefix that is there, as locked.
 *
 * @param digest of the prefix, 64 lower-case hex digits; see {@code docs/design.md}
 * @param targetPrefix the path that the digest is for
 * @param state what the file system says of the prefix's manifest: the same as in an earlier result
 *     only if all that is in the prefix is the same
 * @param built empty when nothing had to be done
 */
public record InstallResult(
    Path prefix, String digest, String targetPrefix, String state, Optional<Built> built) {
  /**
   * What was done.
   *
   * @param plan with clobbers, outward links and missing launchers
   * @param changes against the prefix that was there before, empty where there was none
   * @param allowed scripts that are not run, of packages that the user allows: one line each
   */
  public record Built(
      PrefixPlan plan, PrefixResult result, Optional<Changes> changes, List<String> allowed) {
    public Built {
      allowed = List.copyOf(allowed);
    }
  }

  /**
   * How two prefixes differ.
   *
   * @param added packages, sorted
   * @param removed packages, sorted
   * @param files paths that are only in one of them, or differ
   */
  public record Changes(List<String> added, List<String> removed, int files) {
    public Changes {
      added = List.copyOf(added);
      removed = List.copyOf(removed);
    }
  }
}
