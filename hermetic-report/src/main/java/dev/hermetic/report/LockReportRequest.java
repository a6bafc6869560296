package dev.hermetic.report;

import dev.hermetic.lock.LockResult;
import dev.hermetic.lock.SpecTable;
import dev.hermetic.lockfile.Lockfile;
import dev.hermetic.platform.Platform;
import dev.hermetic.problem.Problem;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the page of specs against locks shows.
 *
 * @param title name of the project
 * @param table specs against the lock
 * @param lockfile the lock the table was made of
 * @param environmentName {@code name:} of the environment file, for the commands
 * @param lockfileName how the commands call conda-lock.yml
 * @param explicitFiles explicit lock files that exist, as the commands call them
 * @param warnings what reading the environment warned of
 * @param freshness whether the lock was compared with its environment files
 * @param generator what made the page, for example {@code Hermetic 0.1.0}
 * @param timestamp shown when given; nothing else on the page depends on time
 */
public record LockReportRequest(
    String title,
    SpecTable table,
    Lockfile lockfile,
    Optional<String> environmentName,
    String lockfileName,
    SortedMap<Platform, String> explicitFiles,
    List<Problem> warnings,
    Freshness freshness,
    String generator,
    Optional<Instant> timestamp) {

  /** Whether the content hash of the lock is the one of the environment files. */
  public enum Freshness {
    CURRENT,
    STALE,
    UNCHECKED
  }

  public LockReportRequest {
    explicitFiles = Collections.unmodifiableSortedMap(new TreeMap<>(explicitFiles));
    warnings = List.copyOf(warnings);
  }

  /** The page for a lock that was just made or found up to date, explicit files beside it. */
  public static LockReportRequest of(String title, LockResult result) {
    SortedMap<Platform, String> explicit = new TreeMap<>();
    for (Platform platform : result.lockfile().metadata().platforms()) {
      explicit.put(platform, "conda-" + platform + ".lock");
    }
    return new LockReportRequest(
        title,
        SpecTable.of(result),
        result.lockfile(),
        result.environment().name(),
        "conda-lock.yml",
        explicit,
        result.environment().warnings(),
        Freshness.CURRENT,
        "Hermetic",
        Optional.empty());
  }
}
