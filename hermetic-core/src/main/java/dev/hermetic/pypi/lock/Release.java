package dev.hermetic.pypi.lock;

import dev.hermetic.pypi.simple.DistributionFile;
import dev.hermetic.pypi.version.PypiVersion;
import org.jspecify.annotations.Nullable;

/**
 * One version of a project as one target sees it.
 *
 * @param file the best for the target; of an unusable one, one that tells why
 * @param unusable why the target can have no file of it, a clause; null where it can
 * @param yanked the reason for which it was withdrawn, empty without one; null where it was not
 */
record Release(
    PypiVersion version,
    DistributionFile file,
    @Nullable String unusable,
    @Nullable String yanked) {}
