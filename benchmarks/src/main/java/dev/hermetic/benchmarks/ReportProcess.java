package dev.hermetic.benchmarks;

import dev.hermetic.event.Listener;
import dev.hermetic.fetch.FetchSettings;
import dev.hermetic.ledger.BuildEvents;
import dev.hermetic.ledger.LedgerMemory;
import dev.hermetic.lock.LockRequest;
import dev.hermetic.report.LockReportRequest;
import dev.hermetic.report.ReportService;
import dev.hermetic.report.model.ReportFiles;
import dev.hermetic.report.model.ReportModel;
import dev.hermetic.track.TrackName;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Locale;
import java.util.Optional;

/**
 * Reports of several environments, one after the other, as the first thing that a JVM does: each reads
 * its lock, the cached repodata and a ledger, and writes its pages. Prints seconds of all and of the
 * first, the most heap that was in use (garbage included) and the largest resident memory, in MiB,
 * and how many events were read.
 */
final class ReportProcess {
  private ReportProcess() {}

  /**
   * Measures.
   *
   * @param arguments folder of the environments, how many, the channel's folder, the cache, and
   *     whether they share one ledger
   */
  public static void main(String[] arguments) throws IOException {
    long start = System.nanoTime();
    Path root = Path.of(arguments[0]);
    int environments = Integer.parseInt(arguments[1]);
    Path channel = Path.of(arguments[2]);
    FetchSettings settings = ReportFolders.settings(Path.of(arguments[3]), true);
    boolean shared = Boolean.parseBoolean(arguments[4]);
    LedgerMemory ledgers = new LedgerMemory();
    double first = 0;
    int events = 0;
    for (int i = 0; i < environments; i++) {
      events += report(root, ReportFolders.name(i), channel, settings, shared, ledgers);
      if (i == 0) {
        first = seconds(start);
      }
    }
    double seconds = seconds(start);
    System.out.printf(
        Locale.ROOT,
        "%.3f %.3f %.0f %.0f %d%n",
        seconds,
        first,
        heap(),
        InstallProcess.memory(),
        events);
  }

  /** What the goal does, without Maven. */
  private static int report(
      Path root,
      String name,
      Path channel,
      FetchSettings settings,
      boolean shared,
      LedgerMemory ledgers) {
    Path folder = root.resolve(name);
    Path work = folder.resolve("target/hermetic");
    ReportModel model =
        new ReportService(settings, Clock.systemUTC(), ledgers, Listener.SILENT)
            .make(
                new ReportService.Request(
                    ReportFolders.request(folder, channel, LockRequest.Mode.FROZEN),
                    new ReportFiles.Request(
                        folder,
                        work,
                        work.resolve(BuildEvents.FILE),
                        (shared ? root : folder).resolve(ReportFolders.LEDGER),
                        Clock.systemUTC().instant()),
                    name,
                    "Hermetic",
                    Optional.empty(),
                    TrackName.STABLE,
                    ReportModel.Limits.NONE,
                    result -> LockReportRequest.of(name, result),
                    root.resolve(ReportFolders.BEFORE).toString(),
                    folder.resolve("target/site/hermetic"),
                    false))
            .model();
    if (!model.problems().isEmpty()) {
      throw new IllegalStateException(model.problems().toString());
    }
    return model.ledger().events().size();
  }

  private static double seconds(long start) {
    return (System.nanoTime() - start) / 1e9;
  }

  /** An upper bound: the pools need not be at their most at the same time. */
  private static double heap() {
    return ManagementFactory.getMemoryPoolMXBeans().stream()
            .filter(pool -> pool.getType() == MemoryType.HEAP)
            .map(MemoryPoolMXBean::getPeakUsage)
            .mapToLong(usage -> usage.getUsed())
            .sum()
        / (double) (1 << 20);
  }
}
