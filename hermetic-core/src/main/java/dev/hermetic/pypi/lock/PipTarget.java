package dev.hermetic.pypi.lock;

import dev.hermetic.lockfile.LockedPackage;
import dev.hermetic.platform.Platform;
import dev.hermetic.platform.VirtualPackage;
import dev.hermetic.problem.Location;
import dev.hermetic.pypi.request.PipRequest;
import dev.hermetic.pypi.resolve.Root;
import dev.hermetic.record.PackageRecord;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One platform of what is to be locked.
 *
 * @param section where the environment begins to ask for pip packages
 * @param records what conda has locked there
 * @param condaRoots names of conda packages that the user asked for, and where
 * @param locked pip packages of a lock that is changed as little as possible; empty to resolve afresh
 * @param choice what conda could bring instead of the records
 * @param upgrades projects that are to be newer, or to be what the requirement says
 */
public record PipTarget(
    Platform platform,
    PipRequest request,
    Location section,
    List<VirtualPackage> virtualPackages,
    List<PackageRecord> records,
    CondaChoice choice,
    SortedMap<String, Location> condaRoots,
    List<LockedPackage> locked,
    List<Root> upgrades) {
  public PipTarget {
    virtualPackages = List.copyOf(virtualPackages);
    records = List.copyOf(records);
    condaRoots = Collections.unmodifiableSortedMap(new TreeMap<>(condaRoots));
    locked = List.copyOf(locked);
    upgrades = List.copyOf(upgrades);
  }

  /** The version of conda's Python; empty where there is none. */
  String python() {
    return records.stream()
        .filter(one -> one.name().equals("python"))
        .map(PackageRecord::version)
        .findFirst()
        .orElse("");
  }
}
