package dev.hermetic.adopt;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What to begin with.
 *
 * @param directory the folder that becomes a project
 * @param from environment file, lock, explicit file or conda prefix; null to look for one in the
 *     folder
 * @param pluginVersion what the POM asks for
 * @param dryRun whether to write nothing
 */
public record AdoptRequest(
    Path directory, @Nullable Path from, String pluginVersion, boolean dryRun) {}
