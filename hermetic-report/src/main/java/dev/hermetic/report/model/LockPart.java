package dev.hermetic.report.model;

import dev.hermetic.graph.LockGraph;
import dev.hermetic.lockfile.LockedPackage;
import dev.hermetic.platform.Platform;
import dev.hermetic.record.PackageRecord;
import dev.hermetic.report.LockReportRequest;
import dev.hermetic.tree.Newer;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The lock.
 *
 * @param specs against the lock, the first of its pages
 * @param sha256 of the lock file's bytes
 * @param graphs one a platform, sorted
 * @param records what the cached repodata say of locked conda packages, per platform, as far as they
 *     are there
 * @param newer per name that was asked for and platform whether it could be newer
 */
public record LockPart(
    LockReportRequest specs,
    String sha256,
    List<LockGraph> graphs,
    SortedMap<Platform, List<PackageRecord>> records,
    SortedMap<String, SortedMap<Platform, Newer>> newer) {
  public LockPart {
    graphs = List.copyOf(graphs);
    records = Collections.unmodifiableSortedMap(new TreeMap<>(records));
    newer = Collections.unmodifiableSortedMap(new TreeMap<>(newer));
  }

  /** The records by their file, to be asked often. */
  public Records known() {
    Map<String, PackageRecord> byUrl = new HashMap<>();
    records.values().forEach(list -> list.forEach(record -> byUrl.put(record.url(), record)));
    return new Records(byUrl);
  }

  /** Records of locked packages. */
  public static final class Records {
    private final Map<String, PackageRecord> byUrl;

    private Records(Map<String, PackageRecord> byUrl) {
      this.byUrl = byUrl;
    }

    /** The record of a locked package; empty where it is not known. */
    public Optional<PackageRecord> of(LockedPackage locked) {
      return ofUrl(locked.url());
    }

    /** The record of a file; empty where it is not known. */
    public Optional<PackageRecord> ofUrl(String url) {
      return Optional.ofNullable(byUrl.get(url));
    }
  }
}
