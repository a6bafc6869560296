package dev.hermetic.repodata;

import org.jspecify.annotations.Nullable;

/**
 * Which channels the repodata of a subdir say theirs belongs together with (CEP-42). References as
 * they are written: {@code ../conda-forge}, relative to the channel's base URL.
 *
 * @param base a channel of higher priority, null for none
 * @param overrides a channel of lower priority, null for none
 */
public record ChannelRelations(@Nullable String base, @Nullable String overrides) {
  /** No relations. */
  public static final ChannelRelations NONE = new ChannelRelations(null, null);
}
