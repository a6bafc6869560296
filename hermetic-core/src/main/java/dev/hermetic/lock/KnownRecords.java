package dev.hermetic.lock;

import dev.hermetic.cache.CacheUse;
import dev.hermetic.channel.ChannelResolver;
import dev.hermetic.event.Listener;
import dev.hermetic.fetch.FetchSettings;
import dev.hermetic.fetch.Fetcher;
import dev.hermetic.lockfile.LockedPackage;
import dev.hermetic.lockfile.Lockfile;
import dev.hermetic.platform.Platform;
import dev.hermetic.problem.HermeticException;
import dev.hermetic.record.PackageRecord;
import dev.hermetic.repodata.RepodataGateway;
import dev.hermetic.solve.Proof;
import dev.hermetic.solve.RootSpec;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** What the repodata of the cache have of a lock that was not solved. No connection is opened. */
final class KnownRecords {
  private final FetchSettings settings;
  private final LockInputs inputs;
  private final ChannelResolver resolver;

  KnownRecords(FetchSettings settings, LockInputs inputs, ChannelResolver resolver) {
    this.settings = settings;
    this.inputs = inputs;
    this.resolver = resolver;
  }

  /** What the cache has. */
  record Found(
      ChannelLoader.Channels channels,
      SortedMap<Platform, List<PackageRecord>> records,
      SortedMap<Platform, SortedMap<String, String>> withoutCuda) {}

  /** Looks for the records of a lock, and for what follows from them; empty when the cache lacks repodata. */
  @SuppressWarnings("try") // the use of the cache lasts as long as the block
  Optional<Found> find(Lockfile lock) {
    Fetcher cached = new Fetcher(settings.offlineOnly(), Listener.SILENT);
    RepodataGateway gateway = new RepodataGateway(cached, settings.cacheDirectory());
    try (CacheUse use = CacheUse.begin(settings.cacheDirectory())) {
      ChannelLoader.Channels channels =
          new ChannelLoader(gateway, resolver, Listener.SILENT).load(inputs.environment());
      SortedMap<Platform, List<PackageRecord>> records =
          new RecordLookup(channels.platforms(), new TreeMap<>()).find(lock);
      records.keySet().retainAll(inputs.environment().platforms());
      return Optional.of(new Found(channels, records, solver(channels).withoutCuda(records)));
    } catch (HermeticException e) {
      // A report can do without: what is not at hand is shown as unknown.
      return Optional.empty();
    }
  }

  /** The result with what was found and, of a lock that stands, what is proven of it where that was asked for. */
  @SuppressWarnings("try") // the use of the cache lasts as long as the block
  LockResult in(LockResult bare, Found found) {
    SortedMap<Platform, Proof> proofs = bare.proofs();
    if (inputs.request().prove() && bare.outcome() == LockResult.Outcome.UP_TO_DATE) {
      try (CacheUse use = CacheUse.begin(settings.cacheDirectory())) {
        proofs = proofs(bare.lockfile(), found);
      } catch (HermeticException e) {
        // As with records: a report can do without.
        return bare;
      }
    }
    return bare.with(
        found.records(), found.withoutCuda(), proofs, found.channels().snapshots());
  }

  private SortedMap<Platform, Proof> proofs(Lockfile lock, Found found) {
    PlatformSolver solver = solver(found.channels());
    return solver.proofs(
        complete(lock, found.records()), platform -> limits(lock, platform, solver));
  }

  private PlatformSolver solver(ChannelLoader.Channels channels) {
    return new PlatformSolver(
        new Questions(inputs, channels, resolver), inputs.request().prove(), Listener.SILENT);
  }

  private List<RootSpec> limits(Lockfile lock, Platform platform, PlatformSolver solver) {
    return PipLimits.of(
        lock,
        platform,
        inputs,
        ChannelVersions.of(solver.question(platform, StartingPoint.NOTHING)));
  }

  /** The platforms of which every conda package of the lock has its record. */
  private static SortedMap<Platform, List<PackageRecord>> complete(
      Lockfile lock, SortedMap<Platform, List<PackageRecord>> records) {
    SortedMap<Platform, List<PackageRecord>> complete = new TreeMap<>(records);
    complete.entrySet().removeIf(
        entry ->
            entry.getValue().size()
                < lock.packages().stream()
                    .filter(locked -> locked.platform().equals(entry.getKey()))
                    .filter(locked -> locked.manager() == LockedPackage.Manager.CONDA)
                    .map(LockedPackage::name)
                    .distinct()
                    .count());
    return complete;
  }
}
