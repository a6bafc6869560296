package dev.hermetic.solve;

import dev.hermetic.record.PackageRecord;
import org.jspecify.annotations.Nullable;

/**
 * How one name of an answer differs from the records that were there before.
 *
 * @param from null for a name that came in
 * @param to null for a name that went away
 * @param because what forced it: a clause without full stop
 */
public record Moved(
    String name, @Nullable PackageRecord from, @Nullable PackageRecord to, String because) {}
