package dev.hermetic.prefix;

import dev.hermetic.packagecache.UnpackedPackage;
import dev.hermetic.record.PackageRecord;
import org.jspecify.annotations.Nullable;

/**
 * A package that goes into a prefix.
 *
 * @param record what lock or repodata say; see {@link LockedRecord}
 * @param unpacked the package in the cache
 * @param requestedSpec the spec of the environment that asks for it by name, null where none does
 */
public record PrefixPackage(
    PackageRecord record, UnpackedPackage unpacked, @Nullable String requestedSpec) {
  /** {@code name-version-build}. */
  public String distribution() {
    return record.distribution();
  }

  /** The time of all that is written for the package and is not as it was in its archive. */
  long patchedTime() {
    // One second later than what was packed, so that no .pyc is taken for that of a patched .py.
    return unpacked.info().aboutTime() + 1;
  }
}
