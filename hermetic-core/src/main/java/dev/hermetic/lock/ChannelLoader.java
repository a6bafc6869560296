package dev.hermetic.lock;

import dev.hermetic.channel.Channel;
import dev.hermetic.channel.ChannelResolver;
import dev.hermetic.environment.Environment;
import dev.hermetic.event.Event;
import dev.hermetic.event.Listener;
import dev.hermetic.platform.Platform;
import dev.hermetic.problem.HermeticException;
import dev.hermetic.problem.Problem;
import dev.hermetic.problem.Redaction;
import dev.hermetic.repodata.Repodata;
import dev.hermetic.repodata.RepodataGateway;
import dev.hermetic.repodata.RepodataGateway.Loaded;
import dev.hermetic.repodata.RepodataGateway.Snapshot;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Loads the repodata of every channel and platform, each file once. */
final class ChannelLoader {
  /** Waiting for servers needs no processor. */
  private static final int CONNECTIONS = 8;

  private final RepodataGateway gateway;
  private final ChannelResolver resolver;
  private final Listener listener;

  ChannelLoader(RepodataGateway gateway, ChannelResolver resolver, Listener listener) {
    this.gateway = gateway;
    this.resolver = resolver;
    this.listener = listener;
  }

  /**
   * What was loaded.
   *
   * @param platforms per platform, per channel in priority order, its repodata
   * @param channels every channel of any platform
   */
  record Channels(
      SortedMap<Platform, List<List<Repodata>>> platforms,
      List<Channel> channels,
      List<Snapshot> snapshots) {}

  private record Wanted(Channel channel, String subdir) {}

  /** @throws HermeticException every problem of every channel */
  Channels load(Environment environment) {
    SortedMap<Platform, List<Channel>> channels = new TreeMap<>();
    Map<String, Channel> byUrl = new LinkedHashMap<>();
    Map<Wanted, Integer> wanted = new LinkedHashMap<>();
    SpecChannels requested = new SpecChannels(resolver, environment);
    for (Platform platform : environment.platforms()) {
      List<Channel> resolved = resolver.resolve(requested.of(platform), platform);
      channels.put(platform, resolved);
      for (Channel channel : resolved) {
        byUrl.putIfAbsent(channel.baseUrl(), channel);
        for (String subdir : List.of(platform.subdir(), Platform.NOARCH)) {
          if (channel.serves(subdir)) {
            wanted.putIfAbsent(new Wanted(channel, subdir), wanted.size());
          }
        }
      }
    }
    List<Wanted> order = List.copyOf(wanted.keySet());
    List<Optional<Loaded>> loaded = load(order);
    requireSomething(environment, requested, byUrl, order, loaded);

    SortedMap<Platform, List<List<Repodata>>> platforms = new TreeMap<>();
    channels.forEach(
        (platform, of) -> {
          List<List<Repodata>> all = new ArrayList<>();
          for (Channel channel : of) {
            List<Repodata> repodata = new ArrayList<>();
            for (String subdir : List.of(platform.subdir(), Platform.NOARCH)) {
              Integer position = wanted.get(new Wanted(channel, subdir));
              if (position != null) {
                loaded.get(position).ifPresent(one -> repodata.add(one.repodata()));
              }
            }
            all.add(List.copyOf(repodata));
          }
          platforms.put(platform, List.copyOf(all));
        });
    List<Snapshot> snapshots =
        loaded.stream().flatMap(Optional::stream).map(Loaded::snapshot).toList();
    return new Channels(platforms, List.copyOf(byUrl.values()), snapshots);
  }

  /** A server that is away is so for every file of it: that is told once. */
  private List<Optional<Loaded>> load(List<Wanted> order) {
    try {
      return Parallel.map(order, CONNECTIONS, this::load);
    } catch (HermeticException e) {
      Map<List<Object>, List<Problem>> alike = new LinkedHashMap<>();
      for (Problem one : e.problems()) {
        alike
            .computeIfAbsent(List.of(one.code(), one.fact(), one.fix()), k -> new ArrayList<>())
            .add(one);
      }
      throw new HermeticException(alike.values().stream().map(ChannelLoader::once).toList(), e);
    }
  }

  /** That one form of the repodata is not there is no news; that all are missing is. */
  private Optional<Loaded> load(Wanted one) {
    Optional<Loaded> loaded = gateway.load(one.channel, one.subdir);
    if (loaded.isEmpty()) {
      String title = Redaction.redact(one.channel.name() + "/" + one.subdir);
      listener.on(new Event.StageFinished("fetch:" + title, title + ": no repodata there", 0));
    }
    return loaded;
  }

  private static Problem once(List<Problem> alike) {
    Problem first = alike.get(0);
    String subject =
        alike.size() == 1
            ? first.subject()
            : first.subject() + " and " + (alike.size() - 1) + " more";
    return new Problem(first.code(), first.kind(), subject, first.fact(), first.fix());
  }

  /** A channel that has nothing for any platform is a misspelt one. */
  private void requireSomething(
      Environment environment,
      SpecChannels requested,
      Map<String, Channel> channels,
      List<Wanted> order,
      List<Optional<Loaded>> loaded) {
    List<Problem> problems = new ArrayList<>();
    for (Channel channel : channels.values()) {
      List<String> looked = new ArrayList<>();
      boolean found = false;
      for (int i = 0; i < order.size(); i++) {
        if (order.get(i).channel.baseUrl().equals(channel.baseUrl())) {
          looked.add(order.get(i).subdir);
          found |= loaded.get(i).isPresent();
        }
      }
      if (!found) {
        problems.add(
            LockProblems.noRepodata(channel, location(environment, requested, channel), looked));
      }
    }
    if (!problems.isEmpty()) {
      throw new HermeticException(problems);
    }
  }

  /** Where the channel is asked for: its text need not be its name, variables for one. */
  private String location(Environment environment, SpecChannels requested, Channel channel) {
    return environment.platforms().stream()
        .flatMap(
            platform ->
                requested.of(platform).stream()
                    .filter(
                        asked ->
                            resolver.resolve(List.of(asked), platform).stream()
                                .anyMatch(one -> one.baseUrl().equals(channel.baseUrl()))))
        .map(asked -> asked.location().toString())
        .findFirst()
        .orElse(channel.baseUrl());
  }
}
