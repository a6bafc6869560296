package dev.hermetic.clean;

import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * How much of the cache may stay.
 *
 * @param maxBytes what was used longest ago goes until no more than this is left; empty for no limit
 * @param maxAge what nobody used for longer goes; null for no limit
 * @param dryRun whether only to tell what would go
 */
public record CleanRequest(
    Path cacheDirectory, OptionalLong maxBytes, @Nullable Duration maxAge, boolean dryRun) {}
