package dev.hermetic.lock;

import dev.hermetic.channel.Channel;
import dev.hermetic.channel.ChannelResolver;
import dev.hermetic.environment.Environment;
import dev.hermetic.environment.Environment.RequestedChannel;
import dev.hermetic.environment.Requirement;
import dev.hermetic.platform.Platform;
import dev.hermetic.problem.HermeticException;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * The channels to solve with: those of the environment and, behind them, those that only a spec
 * names ({@code pytorch::pytorch}), as conda and libmamba add them. The latter stand in the order
 * of their texts, since the order of specs says nothing. The lock's own list of channels stays that
 * of the files, as conda-lock writes and hashes it.
 */
public final class SpecChannels {
  private final ChannelResolver resolver;
  private final Environment environment;

  /** @param environment whose specs are looked at */
  public SpecChannels(ChannelResolver resolver, Environment environment) {
    this.resolver = resolver;
    this.environment = environment;
  }

  /**
   * In priority order.
   *
   * @param platform one of the environment's
   * @throws HermeticException when a channel of the environment is none, HERM-CHAN-nnn
   */
  public List<RequestedChannel> of(Platform platform) {
    TreeMap<String, RequestedChannel> named = new TreeMap<>();
    for (Requirement requirement : environment.requests().get(platform).conda()) {
      requirement
          .spec()
          .channel()
          .filter(text -> !ChannelResolver.isPattern(text))
          .ifPresent(
              text ->
                  named.putIfAbsent(text, new RequestedChannel(text, requirement.location())));
    }
    List<RequestedChannel> all = new ArrayList<>(environment.channels());
    if (!named.isEmpty()) {
      List<Channel> known = resolver.resolve(environment.channels(), platform);
      named.values().stream()
          .filter(one -> known.stream().noneMatch(channel -> means(one.text(), channel)))
          .forEach(all::add);
    }
    return List.copyOf(all);
  }

  private boolean means(String text, Channel channel) {
    try {
      return resolver.matches(text, channel);
    } catch (HermeticException e) {
      // It is told with its place when it is resolved.
      return false;
    }
  }
}
