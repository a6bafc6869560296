package dev.hermetic.lock;

import dev.hermetic.channel.Channel;
import dev.hermetic.channel.ChannelResolver;
import dev.hermetic.environment.Environment;
import dev.hermetic.event.Event;
import dev.hermetic.event.Listener;
import dev.hermetic.platform.Platform;
import dev.hermetic.problem.HermeticException;
import dev.hermetic.problem.Problem;
import dev.hermetic.problem.Problems;
import dev.hermetic.problem.Redaction;
import dev.hermetic.repodata.ChannelRelations;
import dev.hermetic.repodata.Repodata;
import dev.hermetic.repodata.RepodataGateway;
import dev.hermetic.repodata.RepodataGateway.Loaded;
import dev.hermetic.repodata.RepodataGateway.Snapshot;
import dev.hermetic.work.Parallel;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Loads the repodata of every channel and platform, each file once. */
final class ChannelLoader {
  /** Waiting for servers needs no processor. */
  private static final int CONNECTIONS = 8;

  /** From a channel that was asked for to one that it belongs together with (CEP-42). */
  private static final int MOST_STEPS = 10;

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
   * @param notes channels that were not asked for and are used too
   */
  record Channels(
      SortedMap<Platform, List<List<Repodata>>> platforms,
      List<Channel> channels,
      List<Snapshot> snapshots,
      List<Problem> notes) {}

  private record Wanted(Channel channel, String subdir) {
    // Written out: what the compiler makes of a record is slow to link when first called.
    @Override
    public boolean equals(@Nullable Object object) {
      return object instanceof Wanted other
          && channel.equals(other.channel)
          && subdir.equals(other.subdir);
    }

    @Override
    public int hashCode() {
      return 31 * channel.hashCode() + subdir.hashCode();
    }
  }

  /** @throws HermeticException every problem of every channel */
  Channels load(Environment environment) {
    SortedMap<Platform, RelatedChannels> channels = new TreeMap<>();
    SpecChannels requested = new SpecChannels(resolver, environment);
    for (Platform platform : environment.platforms()) {
      List<Channel> asked = resolver.resolve(requested.of(platform), platform);
      channels.put(platform, new RelatedChannels(asked));
    }
    Map<String, Channel> byUrl = new LinkedHashMap<>();
    Map<Wanted, Optional<Loaded>> loaded = new LinkedHashMap<>();
    Set<Problem> notes = new LinkedHashSet<>();
    for (int depth = 0; ; depth++) {
      Set<Wanted> wanted = new LinkedHashSet<>();
      for (Map.Entry<Platform, RelatedChannels> of : channels.entrySet()) {
        for (Channel channel : of.getValue().all()) {
          byUrl.putIfAbsent(channel.baseUrl(), channel);
          wanted.addAll(wanted(channel, of.getKey()));
        }
      }
      wanted.removeAll(loaded.keySet());
      if (wanted.isEmpty()) {
        break;
      }
      if (depth > MOST_STEPS) {
        throw new HermeticException(
            LockProblems.relations(
                wanted.iterator().next().channel.name(),
                "more than " + MOST_STEPS + " steps lead to it"));
      }
      List<Wanted> order = List.copyOf(wanted);
      List<Optional<Loaded>> now = load(order);
      for (int i = 0; i < order.size(); i++) {
        loaded.put(order.get(i), now.get(i));
      }
      for (Map.Entry<Platform, RelatedChannels> of : channels.entrySet()) {
        relate(of.getKey(), of.getValue(), loaded, notes);
      }
    }
    requireSomething(environment, requested, byUrl, loaded);

    SortedMap<Platform, List<List<Repodata>>> platforms = new TreeMap<>();
    for (Map.Entry<Platform, RelatedChannels> of : channels.entrySet()) {
      List<List<Repodata>> repodata = new ArrayList<>();
      for (Channel channel : of.getValue().sorted()) {
        repodata.add(repodata(wanted(channel, of.getKey()), loaded));
      }
      platforms.put(of.getKey(), List.copyOf(repodata));
    }
    List<Snapshot> snapshots = new ArrayList<>();
    for (Optional<Loaded> one : loaded.values()) {
      if (one.isPresent()) {
        snapshots.add(one.get().snapshot());
      }
    }
    return new Channels(
        platforms, List.copyOf(byUrl.values()), snapshots, List.copyOf(notes));
  }

  private static List<Wanted> wanted(Channel channel, Platform platform) {
    List<Wanted> wanted = new ArrayList<>();
    for (String subdir : List.of(platform.subdir(), Platform.NOARCH)) {
      if (channel.serves(subdir)) {
        wanted.add(new Wanted(channel, subdir));
      }
    }
    return wanted;
  }

  private static List<Repodata> repodata(
      List<Wanted> wanted, Map<Wanted, Optional<Loaded>> loaded) {
    List<Repodata> found = new ArrayList<>();
    for (Wanted one : wanted) {
      Optional<Loaded> has = loaded.get(one);
      if (has.isPresent()) {
        found.add(has.get().repodata());
      }
    }
    return List.copyOf(found);
  }

  /** Takes in what the repodata of the platform's channels refer to (CEP-42). */
  private void relate(
      Platform platform,
      RelatedChannels channels,
      Map<Wanted, Optional<Loaded>> loaded,
      Set<Problem> notes) {
    List<Channel> known = channels.all();
    for (Channel channel : known) {
      for (Wanted one : wanted(channel, platform)) {
        Optional<Loaded> has = loaded.get(one);
        if (has.isEmpty()) {
          continue;
        }
        ChannelRelations relations = has.get().repodata().relations();
        Channel base = related(channel, relations.base());
        Channel overridden = related(channel, relations.overrides());
        if (base != null
            && overridden != null
            && base.baseUrl().equals(overridden.baseUrl())) {
          throw new HermeticException(
              LockProblems.relations(
                  channel.name(), base.name() + " is to come before it and after it"));
        }
        if (base != null) {
          channels.relate(base, channel);
          note(known, channel, base, true, notes);
        }
        if (overridden != null) {
          channels.relate(channel, overridden);
          note(known, channel, overridden, false, notes);
        }
      }
    }
  }

  private static void note(
      List<Channel> known, Channel channel, Channel related, boolean before, Set<Problem> notes) {
    if (known.stream().noneMatch(one -> one.baseUrl().equals(related.baseUrl()))) {
      notes.add(LockProblems.takenIn(channel.name(), related.name(), before));
    }
  }

  private @Nullable Channel related(Channel channel, @Nullable String reference) {
    if (reference == null || reference.isBlank()) {
      return null;
    }
    return resolver
        .related(channel, reference.strip())
        .orElseThrow(
            () ->
                new HermeticException(
                    LockProblems.relations(
                        channel.name(), "`" + reference.strip() + "` leads to no channel")));
  }

  /** A server that is away is so for every file of it: that is told once. */
  private List<Optional<Loaded>> load(List<Wanted> order) {
    try {
      return Parallel.map(order, CONNECTIONS, this::load);
    } catch (HermeticException e) {
      throw new HermeticException(Problems.once(e.problems()), e);
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

  /** A channel that has nothing for any platform is a misspelt one. */
  private void requireSomething(
      Environment environment,
      SpecChannels requested,
      Map<String, Channel> channels,
      Map<Wanted, Optional<Loaded>> loaded) {
    List<Problem> problems = new ArrayList<>();
    for (Channel channel : channels.values()) {
      List<String> looked = new ArrayList<>();
      boolean found = false;
      for (Map.Entry<Wanted, Optional<Loaded>> one : loaded.entrySet()) {
        if (one.getKey().channel.baseUrl().equals(channel.baseUrl())) {
          looked.add(one.getKey().subdir);
          found |= one.getValue().isPresent();
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
