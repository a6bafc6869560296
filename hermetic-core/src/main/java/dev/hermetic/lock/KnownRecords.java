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
import dev.hermetic.solve.RootSpec;
import java.util.List;
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

  /** The result with records, and what follows from them. */
  @SuppressWarnings("try") // the use of the cache lasts as long as the block
  LockResult of(LockResult bare) {
    Fetcher cached = new Fetcher(settings.offlineOnly(), Listener.SILENT);
    RepodataGateway gateway = new RepodataGateway(cached, settings.cacheDirectory());
    try (CacheUse use = CacheUse.begin(settings.cacheDirectory())) {
      ChannelLoader.Channels channels =
          new ChannelLoader(gateway, resolver, Listener.SILENT).load(inputs.environment());
      SortedMap<Platform, List<PackageRecord>> records =
          new RecordLookup(channels.platforms()).find(bare.lockfile());
      records.keySet().retainAll(inputs.environment().platforms());
      PlatformSolver solver =
          new PlatformSolver(
              new Questions(inputs, channels, resolver),
              inputs.request().prove(),
              Listener.SILENT);
      return bare.with(
          records,
          solver.withoutCuda(records),
          stands(bare)
              ? solver.proofs(
                  complete(bare.lockfile(), records),
                  platform -> limits(bare.lockfile(), platform, solver))
              : bare.proofs(),
          channels.snapshots());
    } catch (HermeticException e) {
      // A report can do without: what is not at hand is shown as unknown.
      return bare;
    }
  }

  private List<RootSpec> limits(Lockfile lock, Platform platform, PlatformSolver solver) {
    return PipLimits.of(
        lock,
        platform,
        inputs,
        ChannelVersions.of(solver.question(platform, StartingPoint.NOTHING)));
  }

  private static boolean stands(LockResult result) {
    return result.outcome() == LockResult.Outcome.UP_TO_DATE;
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
