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
import dev.hermetic.pypi.lock.CondaChoice;
import dev.hermetic.pypi.lock.LockedPip;
import dev.hermetic.pypi.lock.PipLocker;
import dev.hermetic.pypi.lock.PipOutcome;
import dev.hermetic.pypi.lock.PipTarget;
import dev.hermetic.record.PackageRecord;
import dev.hermetic.solve.RootSpec;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The pip packages of a lock: what is asked for, locked after conda has locked its own. */
final class PipPart implements AutoCloseable {
  private final LockInputs inputs;
  private final Optional<Lockfile> kept;
  private final AskedPackages.Asked asked;
  private final @Nullable PipLocker locker;

  /**
   * @param kept the lock that is changed as little as possible
   * @param asked what is to be newer
   * @throws dev.hermetic.problem.HermeticException when what is asked beside the environment cannot
   *     be read
   */
  PipPart(
      FetchSettings settings,
      Clock clock,
      Listener listener,
      LockInputs inputs,
      Optional<Lockfile> kept,
      AskedPackages.Asked asked) {
    this.inputs = inputs;
    this.kept = kept;
    this.asked = asked;
    ExcludeNewer limit = inputs.excludeNewer();
    this.locker =
        inputs.pip().isEmpty()
            ? null
            : new PipLocker(
                settings,
                clock,
                listener,
                inputs.request().pipSettings(),
                inputs.request().directory(),
                limit == null ? null : limit.instant());
  }

  /** Those that pip packages are asked for on. */
  List<Platform> platforms() {
    return List.copyOf(inputs.pip().keySet());
  }

  /**
   * What one of these platforms comes to.
   *
   * @param records what conda brings
   * @param choice what it could bring instead
   * @throws dev.hermetic.problem.HermeticException with every problem that no other conda packages
   *     could mend
   */
  PipOutcome lock(Platform platform, List<PackageRecord> records, CondaChoice choice) {
    return Objects.requireNonNull(locker)
        .lock(
            new PipTarget(
                platform,
                inputs.pip().get(platform),
                section(inputs, platform),
                inputs.virtualPackages().get(platform).packages(),
                records,
                choice,
                condaRoots(platform),
                kept.map(lock -> pip(lock, platform)).orElse(List.of()),
                asked.pip().getOrDefault(platform, List.of())));
  }

  /**
   * The pip packages of all platforms.
   *
   * @throws dev.hermetic.problem.HermeticException with a problem for each cause
   */
  LockedPip join(List<PipOutcome> outcomes) {
    ExcludeNewer limit = inputs.excludeNewer();
    return locker == null
        ? LockedPip.NOTHING
        : locker.join(outcomes, limit == null ? "" : limit.text());
  }

  @Override
  public void close() {
    if (locker != null) {
      locker.close();
    }
  }

  private static Location section(LockInputs inputs, Platform platform) {
    List<PipRequirement> entries = inputs.environment().requests().get(platform).pip();
    return entries.get(0).location();
  }

  private SortedMap<String, Location> condaRoots(Platform platform) {
    SortedMap<String, Location> roots = new TreeMap<>();
    for (RootSpec one : asked.conda().getOrDefault(platform, List.of())) {
      roots.putIfAbsent(one.spec().name(), one.location());
    }
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
