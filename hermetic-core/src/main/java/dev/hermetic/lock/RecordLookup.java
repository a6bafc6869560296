package dev.hermetic.lock;

import dev.hermetic.lockfile.LockedPackage;
import dev.hermetic.lockfile.LockedPackage.Manager;
import dev.hermetic.lockfile.Lockfile;
import dev.hermetic.platform.Platform;
import dev.hermetic.record.PackageRecord;
import dev.hermetic.repodata.Repodata;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Finds again, by file name and hash, what a lock cannot carry of its records: size, licence,
 * constraints. What the repodata at hand do not have stays unknown.
 */
final class RecordLookup {
  private final SortedMap<Platform, List<List<Repodata>>> channels;

  /** Each is asked for again for every build that could be newer, and reading one takes its time. */
  private final Map<Asked, Optional<PackageRecord>> found = new ConcurrentHashMap<>();

  /** By their names and those of their files: all platforms ask for the same ones. */
  private final Map<Repodata, Map<String, Optional<PackageRecord>>> noarch =
      new ConcurrentHashMap<>();

  /** All that an answer depends on. */
  private record Asked(
      Platform platform,
      String name,
      String url,
      @Nullable String md5,
      @Nullable String sha256) {
    // Written out: what the compiler makes of a record is slow to link when first called.
    @Override
    public boolean equals(@Nullable Object object) {
      return object instanceof Asked other
          && url.equals(other.url)
          && platform.equals(other.platform)
          && name.equals(other.name)
          && Objects.equals(md5, other.md5)
          && Objects.equals(sha256, other.sha256);
    }

    @Override
    public int hashCode() {
      return 31 * url.hashCode() + platform.hashCode();
    }
  }

  /** Those that another lookup has found, by their address. */
  private final Map<Platform, Map<String, PackageRecord>> known = new HashMap<>();

  /**
   * @param known records of locked packages that were looked up already
   */
  RecordLookup(
      SortedMap<Platform, List<List<Repodata>>> channels,
      SortedMap<Platform, List<PackageRecord>> known) {
    this.channels = channels;
    for (Map.Entry<Platform, List<PackageRecord>> of : known.entrySet()) {
      Map<String, PackageRecord> byUrl = new HashMap<>();
      for (PackageRecord record : of.getValue()) {
        byUrl.put(record.url(), record);
      }
      this.known.put(of.getKey(), byUrl);
    }
  }

  /** Per platform of the lock the records that were found, in the lock's order. */
  SortedMap<Platform, List<PackageRecord>> find(Lockfile lock) {
    SortedMap<Platform, List<PackageRecord>> found = new TreeMap<>();
    for (LockedPackage locked : lock.packages()) {
      if (locked.manager() == Manager.CONDA) {
        find(locked)
            .ifPresent(
                record ->
                    found.computeIfAbsent(locked.platform(), p -> new ArrayList<>()).add(record));
      }
    }
    return found;
  }

  /** Whether there is a file of that name, whatever its hash. */
  boolean hasOther(LockedPackage locked) {
    return channels.getOrDefault(locked.platform(), List.of()).stream()
        .flatMap(List::stream)
        .anyMatch(repodata -> repodata.record(locked.name(), locked.fileName()).isPresent());
  }

  /** The record of a conda package; empty when the repodata have none with its hash. */
  Optional<PackageRecord> find(LockedPackage locked) {
    PackageRecord before = known.getOrDefault(locked.platform(), Map.of()).get(locked.url());
    if (before != null && sameFile(locked, before)) {
      return Optional.of(before);
    }
    Asked asked =
        new Asked(
            locked.platform(), locked.name(), locked.url(), locked.md5(), locked.sha256());
    return found.computeIfAbsent(asked, one -> read(locked));
  }

  private Optional<PackageRecord> read(LockedPackage locked) {
    for (List<Repodata> channel : channels.getOrDefault(locked.platform(), List.of())) {
      for (Repodata repodata : channel) {
        Optional<PackageRecord> record = record(repodata, locked);
        if (record.isPresent() && sameFile(locked, record.get())) {
          return record;
        }
      }
    }
    return Optional.empty();
  }

  private Optional<PackageRecord> record(Repodata repodata, LockedPackage locked) {
    String fileName = locked.fileName();
    return repodata.subdir().equals(Platform.NOARCH)
        ? noarch
            .computeIfAbsent(repodata, one -> new ConcurrentHashMap<>())
            .computeIfAbsent(
                locked.name() + "/" + fileName, key -> repodata.record(locked.name(), fileName))
        : repodata.record(locked.name(), fileName);
  }

  private static boolean sameFile(LockedPackage locked, PackageRecord record) {
    if (locked.sha256() != null && record.sha256() != null) {
      return locked.sha256().equals(record.sha256());
    }
    return locked.md5() != null && locked.md5().equals(record.md5());
  }
}
