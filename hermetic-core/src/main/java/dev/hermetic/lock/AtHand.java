package dev.hermetic.lock;

import dev.hermetic.channel.ChannelPriority;
import dev.hermetic.channel.ChannelResolver;
import dev.hermetic.environment.Environment;
import dev.hermetic.event.Listener;
import dev.hermetic.fetch.FetchSettings;
import dev.hermetic.fetch.Fetcher;
import dev.hermetic.lockfile.LockedPackage;
import dev.hermetic.platform.Platform;
import dev.hermetic.problem.HermeticException;
import dev.hermetic.record.Candidate;
import dev.hermetic.record.PackageRecord;
import dev.hermetic.repodata.Repodata;
import dev.hermetic.repodata.RepodataGateway;
import dev.hermetic.tree.Known;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;

/** What repodata know that are at hand: no connection is opened, and what is not there is unknown. */
final class AtHand implements Known {
  private final SortedMap<Platform, List<List<Repodata>>> channels;
  private final ChannelPriority priority;
  private final Optional<Instant> limit;
  private final RecordLookup lookup;
  private final Function<LockedPackage, List<String>> pip;

  /**
   * Repodata that were loaded already.
   *
   * @param channels per platform in priority order
   * @param found records of locked packages that were looked up already
   * @param limit later records do not exist for a solver
   * @param pip versions of a pip package, empty where none is known
   */
  AtHand(
      SortedMap<Platform, List<List<Repodata>>> channels,
      SortedMap<Platform, List<PackageRecord>> found,
      ChannelPriority priority,
      Optional<Instant> limit,
      Function<LockedPackage, List<String>> pip) {
    this.pip = pip;
    this.channels = channels;
    this.priority = priority;
    this.limit = limit;
    this.lookup = new RecordLookup(channels, found);
  }

  /**
   * Opens the cached repodata of an environment's channels.
   *
   * @param found records of locked packages that were looked up already
   * @param limit later records do not exist for a solver
   * @param pip versions of a pip package, empty where none is known
   */
  static AtHand load(
      LockRequest request,
      Environment environment,
      SortedMap<Platform, List<PackageRecord>> found,
      FetchSettings settings,
      Optional<Instant> limit,
      Function<LockedPackage, List<String>> pip) {
    Fetcher cached = new Fetcher(settings.offlineOnly(), Listener.SILENT);
    RepodataGateway gateway = new RepodataGateway(cached, settings.cacheDirectory());
    ChannelResolver resolver = LockService.resolver(request, settings);
    try {
      return new AtHand(
          new ChannelLoader(gateway, resolver, Listener.SILENT).load(environment).platforms(),
          found,
          request.priority(),
          limit,
          pip);
    } catch (HermeticException e) {
      // Whoever asks can do without: what is not at hand is shown as unknown.
      return new AtHand(new TreeMap<>(), found, request.priority(), limit, pip);
    }
  }

  @Override
  public Optional<PackageRecord> record(LockedPackage locked) {
    return lookup.find(locked);
  }

  @Override
  public List<String> versions(LockedPackage locked) {
    return pip.apply(locked);
  }

  /** The licence of a locked package, empty when it is not known. */
  Optional<String> license(LockedPackage locked) {
    return record(locked).flatMap(record -> Optional.ofNullable(record.license()));
  }

  /** As far as the order of channels and the cut-off date let a solver see them. */
  @Override
  public List<? extends Candidate> candidates(Platform platform, String name) {
    Stream<List<Candidate>> perChannel =
        channels.getOrDefault(platform, List.of()).stream()
            .map(
                repodata ->
                    repodata.stream()
                        .<Candidate>flatMap(one -> one.candidates(name).stream())
                        .filter(this::isOldEnough)
                        .toList())
            .filter(candidates -> !candidates.isEmpty());
    return priority == ChannelPriority.STRICT
        ? perChannel.findFirst().orElse(List.of())
        : perChannel.flatMap(List::stream).toList();
  }

  private boolean isOldEnough(Candidate one) {
    return limit.isEmpty() || one.timestamp() <= limit.get().toEpochMilli();
  }
}
