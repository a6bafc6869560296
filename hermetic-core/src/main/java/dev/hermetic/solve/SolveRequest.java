package dev.hermetic.solve;

import dev.hermetic.channel.ChannelPriority;
import dev.hermetic.platform.Platform;
import dev.hermetic.platform.VirtualPackage;
import dev.hermetic.repodata.Repodata;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One platform's question.
 *
 * @param platform the target
 * @param specs what the user asked for; their order has no influence on the answer
 * @param virtualPackages what the target machine has
 * @param channels per channel, first is highest priority, its repodata: the platform's subdir and
 *     {@code noarch}
 * @param priority how the order of channels weighs
 * @param excludeNewer records with a later timestamp do not exist; null for no limit. Records
 *     without timestamp stay.
 */
public record SolveRequest(
    Platform platform,
    List<RootSpec> specs,
    List<VirtualPackage> virtualPackages,
    List<List<Repodata>> channels,
    ChannelPriority priority,
    @Nullable Instant excludeNewer) {

  public SolveRequest {
    specs = List.copyOf(specs);
    virtualPackages = virtualPackages.stream().sorted().toList();
    channels = channels.stream().map(List::copyOf).toList();
  }

  /** The same question about other specs. */
  public SolveRequest withSpecs(List<RootSpec> other) {
    return new SolveRequest(
        platform, other, virtualPackages, channels, priority, excludeNewer);
  }

  /** The same question to other channels, of which this one's records may be a part. */
  public SolveRequest withChannels(List<List<Repodata>> other) {
    return new SolveRequest(platform, specs, virtualPackages, other, priority, excludeNewer);
  }
}
