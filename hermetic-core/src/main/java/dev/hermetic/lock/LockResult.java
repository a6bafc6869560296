package dev.hermetic.lock;

import dev.hermetic.diff.LockDiff;
import dev.hermetic.environment.Environment;
import dev.hermetic.lockfile.Lockfile;
import dev.hermetic.platform.Platform;
import dev.hermetic.platform.VirtualPackage;
import dev.hermetic.pypi.request.PipRequest;
import dev.hermetic.record.PackageRecord;
import dev.hermetic.repodata.RepodataGateway.Snapshot;
import dev.hermetic.solve.Proof;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What came of it.
 *
 * @param lockfile the lock as it stands on disk now
 * @param environment the request it answers
 * @param pip what it asks of PyPI; without the platforms whose pip sections are left out or that have
 *     none
 * @param virtualPackages per platform what was taken as given
 * @param records per platform the locked records as far as they are known; all of them when it was
 *     solved, none when the lock was only found to be up to date
 * @param withoutCuda per platform, for each root that was taken in a CPU build although the machine
 *     has {@code __cuda} and the channel a CUDA build of that version: why, a sentence without full
 *     stop; as far as it is known
 * @param proofs per platform how new the roots are; empty unless asked for and found out
 * @param snapshots the repodata that the records come from, in channel order; empty when none
 *     were read
 * @param changes how it differs from the lock that was there, with reasons where a smallest change
 *     was made; null when there was none to compare with, or nothing was solved
 * @param stayed of the packages that were to be newer those that did not move, with what holds them
 *     and what to do about it: sentences without full stop
 * @param written files whose bytes changed, in the order written
 */
public record LockResult(
    Outcome outcome,
    Lockfile lockfile,
    Environment environment,
    SortedMap<Platform, PipRequest> pip,
    SortedMap<Platform, List<VirtualPackage>> virtualPackages,
    SortedMap<Platform, List<PackageRecord>> records,
    SortedMap<Platform, SortedMap<String, String>> withoutCuda,
    SortedMap<Platform, Proof> proofs,
    List<Snapshot> snapshots,
    @Nullable LockDiff changes,
    List<String> stayed,
    List<Path> written) {
  /** What happened to the files. */
  public enum Outcome {
    /** Solved; at least one file changed. */
    WRITTEN,
    /** Solved; every file already had these bytes. */
    UNCHANGED,
    /** Solved, and nothing written: only what would change was asked for. */
    PLANNED,
    /** Not solved: the lock answers the request as it is. */
    UP_TO_DATE,
    /** Not solved: the lock does not answer the request. */
    STALE
  }

  /** A result of which no more is known than the lock and what it was asked for. */
  public static LockResult of(
      Outcome outcome,
      Lockfile lockfile,
      Environment environment,
      SortedMap<Platform, PipRequest> pip,
      SortedMap<Platform, List<VirtualPackage>> virtualPackages) {
    return new LockResult(
        outcome,
        lockfile,
        environment,
        pip,
        virtualPackages,
        new TreeMap<>(),
        new TreeMap<>(),
        new TreeMap<>(),
        List.of(),
        null,
        List.of(),
        List.of());
  }

  static LockResult of(Outcome outcome, Lockfile lockfile, LockInputs inputs) {
    return of(outcome, lockfile, inputs.environment(), inputs.pip(), inputs.machines());
  }

  public LockResult {
    pip = Collections.unmodifiableSortedMap(new TreeMap<>(pip));
    virtualPackages = Collections.unmodifiableSortedMap(new TreeMap<>(virtualPackages));
    records = Collections.unmodifiableSortedMap(new TreeMap<>(records));
    TreeMap<Platform, SortedMap<String, String>> reasons = new TreeMap<>();
    for (Map.Entry<Platform, SortedMap<String, String>> of : withoutCuda.entrySet()) {
      reasons.put(of.getKey(), Collections.unmodifiableSortedMap(new TreeMap<>(of.getValue())));
    }
    withoutCuda = Collections.unmodifiableSortedMap(reasons);
    proofs = Collections.unmodifiableSortedMap(new TreeMap<>(proofs));
    snapshots = List.copyOf(snapshots);
    stayed = List.copyOf(stayed);
    written = List.copyOf(written);
  }

  /** The same with the records that are known, and what follows from them. */
  public LockResult with(
      SortedMap<Platform, List<PackageRecord>> known,
      SortedMap<Platform, SortedMap<String, String>> cpuBuilds,
      SortedMap<Platform, Proof> proven,
      List<Snapshot> repodata) {
    return new LockResult(
        outcome, lockfile, environment, pip, virtualPackages, known, cpuBuilds, proven, repodata,
        changes, stayed, written);
  }

  /** The same with what has changed, and what has not although it was to. */
  LockResult with(@Nullable LockDiff moved, List<String> held) {
    return new LockResult(
        outcome, lockfile, environment, pip, virtualPackages, records, withoutCuda, proofs,
        snapshots, moved, held, written);
  }

  /** The same with what became of the files. */
  LockResult became(Outcome other, List<Path> files) {
    return new LockResult(
        other, lockfile, environment, pip, virtualPackages, records, withoutCuda, proofs,
        snapshots, changes, stayed, files);
  }
}
