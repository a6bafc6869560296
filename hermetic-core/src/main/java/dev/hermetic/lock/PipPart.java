package dev.hermetic.lock;

import dev.hermetic.environment.PipRequirement;
import dev.hermetic.environment.Requirement;
import dev.hermetic.event.Listener;
import dev.hermetic.fetch.FetchSettings;
import dev.hermetic.lockfile.LockedPackage;
import dev.hermetic.lockfile.LockedPackage.Manager;
import dev.hermetic.lockfile.Lockfile;
import dev.hermetic.lockfile.OwnMetadata;
import dev.hermetic.platform.Platform;
import dev.hermetic.problem.Location;
import dev.hermetic.pypi.lock.LockedPip;
import dev.hermetic.pypi.lock.PipLocker;
import dev.hermetic.pypi.lock.PipTarget;
import dev.hermetic.pypi.resolve.Root;
import dev.hermetic.record.PackageRecord;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The pip packages of a lock: what is asked for, locked after conda has locked its own. */
final class PipPart {
  private final FetchSettings settings;
  private final Clock clock;
  private final Listener listener;

  PipPart(FetchSettings settings, Clock clock, Listener listener) {
    this.settings = settings;
    this.clock = clock;
    this.listener = listener;
  }

  /**
   * Locks.
   *
   * @param records what conda has locked
   * @param kept the lock that is changed as little as possible
   * @param upgrades per platform what is to be newer
   * @throws dev.hermetic.problem.HermeticException with every problem found
   */
  LockedPip lock(
      LockInputs inputs,
      SortedMap<Platform, List<PackageRecord>> records,
      Optional<Lockfile> kept,
      SortedMap<Platform, List<Root>> upgrades) {
    List<PipTarget> targets = new ArrayList<>();
    inputs
        .pip()
        .forEach(
            (platform, request) ->
                targets.add(
                    new PipTarget(
                        platform,
                        request,
                        section(inputs, platform),
                        inputs.virtualPackages().get(platform).packages(),
                        records.getOrDefault(platform, List.of()),
                        condaRoots(inputs, platform),
                        kept.map(lock -> pip(lock, platform)).orElse(List.of()),
                        upgrades.getOrDefault(platform, List.of()))));
    if (targets.isEmpty()) {
      return LockedPip.NOTHING;
    }
    ExcludeNewer limit = inputs.excludeNewer();
    return new PipLocker(settings, clock, listener)
        .lock(
            targets,
            inputs.request().pipSettings(),
            inputs.request().directory(),
            limit == null ? null : limit.instant(),
            limit == null ? "" : limit.text());
  }

  private static Location section(LockInputs inputs, Platform platform) {
    List<PipRequirement> entries = inputs.environment().requests().get(platform).pip();
    return entries.get(0).location();
  }

  private static SortedMap<String, Location> condaRoots(LockInputs inputs, Platform platform) {
    SortedMap<String, Location> roots = new TreeMap<>();
    for (Requirement one : inputs.environment().requests().get(platform).conda()) {
      roots.putIfAbsent(one.spec().name(), one.location());
    }
    return roots;
  }

  private static List<LockedPackage> pip(Lockfile lock, Platform platform) {
    return lock.packages().stream()
        .filter(one -> one.manager() == Manager.PIP && one.platform().equals(platform))
        .toList();
  }

  /** What a lock records of how its pip packages were found. */
  static SortedMap<String, String> facts(LockedPip locked) {
    SortedMap<String, String> facts = new TreeMap<>();
    if (!locked.names().isEmpty()) {
      facts.put(
          OwnMetadata.PIP_NAMES_KEY,
          locked.names().entrySet().stream()
              .map(one -> one.getKey() + "=" + one.getValue())
              .collect(Collectors.joining(" ")));
    }
    if (!locked.mapping().isEmpty()) {
      facts.put(OwnMetadata.PIP_MAPPING_KEY, locked.mapping());
    }
    return facts;
  }

  /** The same of a lock that is there. */
  static SortedMap<String, String> facts(Lockfile lock) {
    SortedMap<String, String> facts = new TreeMap<>(lock.metadata().custom());
    facts.keySet().retainAll(List.of(OwnMetadata.PIP_NAMES_KEY, OwnMetadata.PIP_MAPPING_KEY));
    return facts;
  }
}
