package dev.hermetic.lock;

import dev.hermetic.channel.Channel;
import dev.hermetic.channel.ChannelResolver;
import dev.hermetic.channel.RecordedChannel;
import dev.hermetic.environment.Environment;
import dev.hermetic.environment.Environment.RequestedChannel;
import dev.hermetic.environment.Requirement;
import dev.hermetic.platform.Platform;
import dev.hermetic.problem.HermeticException;
import dev.hermetic.problem.Location;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

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
      Optional<String> text = requirement.spec().channel();
      if (text.isPresent() && !ChannelResolver.isPattern(text.get())) {
        named.putIfAbsent(
            text.get(), new RequestedChannel(text.get(), requirement.location()));
      }
    }
    List<RequestedChannel> all = new ArrayList<>(environment.channels());
    if (!named.isEmpty()) {
      List<Channel> known = resolver.resolve(environment.channels(), platform);
      Set<String> urls = known.stream().map(Channel::baseUrl).collect(Collectors.toSet());
      named.values().stream()
          .filter(one -> !urls.containsAll(urls(one, platform)))
          .forEach(all::add);
    }
    return List.copyOf(all);
  }

  /**
   * The multichannels that specs name, on any platform, and their members as locks record them.
   *
   * @throws HermeticException when a member is no channel, HERM-CHAN-nnn
   */
  SortedMap<String, List<String>> multichannels() {
    SortedMap<String, List<String>> groups = new TreeMap<>();
    for (Environment.PlatformRequest platform : environment.requests().values()) {
      for (Requirement requirement : platform.conda()) {
        Optional<String> name = requirement.spec().channel();
        if (name.isPresent()
            && resolver.isMultichannel(name.get())
            && !groups.containsKey(name.get())) {
          groups.put(name.get(), recorded(name.get(), requirement.location()));
        }
      }
    }
    return groups;
  }

  private List<String> recorded(String group, Location location) {
    return resolver.record(List.of(new RequestedChannel(group, location))).stream()
        .map(RecordedChannel::url)
        .toList();
  }

  private List<String> urls(RequestedChannel named, Platform platform) {
    try {
      return resolver.resolve(List.of(named), platform).stream().map(Channel::baseUrl).toList();
    } catch (HermeticException e) {
      // It is told with its place when all are resolved.
      return List.of(named.text());
    }
  }
}
