package dev.hermetic.fetch;

import org.jspecify.annotations.Nullable;

/**
 * One entry of a netrc file.
 *
 * @param machine host in lower case, null for the default entry
 */
record NetrcEntry(@Nullable String machine, Credential credential) {}
