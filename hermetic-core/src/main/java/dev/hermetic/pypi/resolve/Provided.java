package dev.hermetic.pypi.resolve;

import dev.hermetic.pypi.version.PypiVersion;

/**
 * A project that is there whatever is resolved: a conda package brings it, and no other may take its
 * place.
 *
 * @param packageName the conda package's
 */
public record Provided(PypiVersion version, String packageName) {}
