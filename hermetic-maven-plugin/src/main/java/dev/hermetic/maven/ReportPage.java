package dev.hermetic.maven;

import dev.hermetic.lock.LockRequest;
import dev.hermetic.lock.LockResult;
import dev.hermetic.lock.SpecTable;
import dev.hermetic.lockfile.LockFileNames;
import dev.hermetic.platform.Platform;
import dev.hermetic.report.LockReportRequest;
import dev.hermetic.report.LockReportRequest.Freshness;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the plugin knows about the page before it looks at the lock.
 *
 * @param title name of the project
 * @param generator what made it
 * @param timestamp of the build, where it says one (project.build.outputTimestamp)
 */
record ReportPage(String title, String generator, Optional<Instant> timestamp) {

  /**
   * @param lockfile the lock file as commands call it
   */
  LockReportRequest request(LockRequest asked, String lockfile, LockResult result) {
    return new LockReportRequest(
        title,
        SpecTable.of(result),
        result.lockfile(),
        result.environment().name(),
        lockfile,
        explicitFiles(asked.lockfile(), lockfile, result),
        result.environment().warnings(),
        result.outcome() == LockResult.Outcome.STALE ? Freshness.STALE : Freshness.CURRENT,
        generator,
        timestamp);
  }

  private static SortedMap<Platform, String> explicitFiles(
      Path lockfile, String shown, LockResult result) {
    SortedMap<Platform, String> files = new TreeMap<>();
    for (Platform platform : result.lockfile().metadata().platforms()) {
      if (Files.isRegularFile(LockFileNames.explicitFile(lockfile, platform))) {
        Path file = LockFileNames.explicitFile(Path.of(shown), platform);
        files.put(platform, file.toString().replace('\\', '/'));
      }
    }
    return files;
  }
}
