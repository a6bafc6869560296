package dev.hermetic.lock;

import dev.hermetic.channel.Channel;
import dev.hermetic.channel.ChannelResolver;
import dev.hermetic.environment.Requirement;
import dev.hermetic.platform.Platform;
import dev.hermetic.platform.VirtualPackage;
import dev.hermetic.repodata.Repodata;
import dev.hermetic.solve.ChannelMatch;
import dev.hermetic.solve.RootSpec;
import dev.hermetic.solve.SolveRequest;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** What a request asks of each platform, as a solver takes it: over the channels as they are loaded. */
final class Questions {
  private final LockInputs inputs;
  private final ChannelLoader.Channels channels;
  private final ChannelResolver resolver;
  private final Map<String, Channel> byUrl = new TreeMap<>();

  Questions(LockInputs inputs, ChannelLoader.Channels channels, ChannelResolver resolver) {
    this.inputs = inputs;
    this.channels = channels;
    this.resolver = resolver;
    for (Channel channel : channels.channels()) {
      byUrl.put(channel.baseUrl(), channel);
    }
  }

  /** What the channel parts of specs mean. */
  ChannelMatch channelMatch() {
    return (text, baseUrl) -> {
      Channel channel = byUrl.get(baseUrl);
      return channel != null && resolver.matches(text, channel);
    };
  }

  List<Platform> platforms() {
    return inputs.environment().platforms();
  }

  /** The repodata of a platform, channel by channel. */
  List<List<Repodata>> channels(Platform platform) {
    return channels.platforms().get(platform);
  }

  /** What the target machines of a platform have. */
  List<VirtualPackage> machine(Platform platform) {
    return inputs.virtualPackages().get(platform).packages();
  }

  /** What the environment files ask for by name. */
  Set<String> names(Platform platform) {
    Set<String> names = new TreeSet<>();
    requirements(platform).forEach(one -> names.add(one.spec().name()));
    return names;
  }

  /**
   * What the environment files ask for.
   *
   * @param limits what is asked of packages that are taken, beside that
   */
  SolveRequest request(Platform platform, List<RootSpec> limits) {
    List<RootSpec> roots = new ArrayList<>();
    for (Requirement requirement : requirements(platform)) {
      roots.add(
          new RootSpec(
              requirement.spec(),
              requirement.text(),
              requirement.location(),
              requirement.written()));
    }
    roots.addAll(limits);
    return about(platform, roots);
  }

  /** The same for other specs. */
  SolveRequest about(Platform platform, List<RootSpec> specs) {
    ExcludeNewer limit = inputs.excludeNewer();
    return new SolveRequest(
        platform,
        specs,
        machine(platform),
        channels(platform),
        inputs.request().priority(),
        limit == null ? null : limit.instant());
  }

  /** The request with what is asked for beside it, over what is locked. */
  SolveRequest asked(Platform platform, StartingPoint start, List<RootSpec> limits) {
    SolveRequest request = start.over(request(platform, limits));
    List<RootSpec> specs = new ArrayList<>(request.specs());
    specs.addAll(start.asked(platform));
    return request.withSpecs(specs);
  }

  private List<Requirement> requirements(Platform platform) {
    return inputs.environment().requests().get(platform).conda();
  }

  /** What lies in shards comes in one go. */
  void prefetchRoots() {
    for (Platform platform : platforms()) {
      Set<String> names = new LinkedHashSet<>();
      for (Requirement requirement : requirements(platform)) {
        names.add(requirement.spec().name());
      }
      for (List<Repodata> channel : channels(platform)) {
        for (Repodata repodata : channel) {
          repodata.prefetch(names);
        }
      }
    }
  }
}
