package dev.hermetic.benchmarks;

import dev.hermetic.event.Listener;
import dev.hermetic.fetch.FetchSettings;
import dev.hermetic.lock.LockRequest;
import dev.hermetic.platform.Platform;
import dev.hermetic.scan.ScanJson;
import dev.hermetic.scan.ScanRequest;
import dev.hermetic.scan.ScanResult;
import dev.hermetic.scan.ScanService;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What a scan of a large lock against all advisories of PyPI costs. */
final class Scans {
  private static final int WARM_UP = 20;
  private static final int MEASURED = 30;
  private static final int BUILDS = 7;

  private final Setting setting;
  private final Report report;
  private final LockFolder folder;
  private final Path database;

  Scans(Setting setting, Report report) throws IOException {
    this.setting = setting;
    this.report = report;
    this.folder =
        new LockFolder(setting, "scan", Checks.SPECS, setting.channels().resolve("conda-forge"));
    this.database = setting.shared().resolve("data/advisories/osv-pypi.jsonl.zst");
  }

  /** One turn of each: without the goal, and with it. */
  private record Round(Timing skip, Timing scan) {}

  void run(int rounds) throws IOException {
    folder.lock(Platform.DEFAULTS);
    report.heading(2, "Scan");
    Path cache = setting.fresh("cache-scan");
    ScanResult result = scan(cache);
    report.paragraph(
        result.packages().size()
            + " different packages of "
            + Platform.DEFAULTS.size()
            + " platforms against "
            + result.database().advisories()
            + " advisories: "
            + result.findings().size()
            + " findings. In one JVM; **median** / 90th percentile / largest.");
    report.columns("", "CPU, ms", "wall, ms");
    List<Path> caches = new ArrayList<>();
    for (int i = 0; i < BUILDS; i++) {
      caches.add(setting.fresh("cache-scan-" + i));
    }
    measure("scan with the index built", caches, 0);
    List<Path> same = new ArrayList<>();
    for (int i = 0; i < WARM_UP + MEASURED; i++) {
      same.add(cache);
    }
    measure("scan with the index there", same, WARM_UP);
    whole(rounds);
  }

  private void measure(String name, List<Path> caches, int warmUp) {
    ThreadMXBean thread = ManagementFactory.getThreadMXBean();
    List<Double> cpu = new ArrayList<>();
    List<Double> wall = new ArrayList<>();
    for (int i = 0; i < caches.size(); i++) {
      long cpuStart = thread.getCurrentThreadCpuTime();
      long start = System.nanoTime();
      ScanJson.of(scan(caches.get(i)));
      double took = (System.nanoTime() - start) / 1e6;
      double used = (thread.getCurrentThreadCpuTime() - cpuStart) / 1e6;
      if (i >= warmUp) {
        cpu.add(used);
        wall.add(took);
      }
    }
    report.row(name, new Series(cpu).tail(), new Series(wall).tail());
  }

  private ScanResult scan(Path cache) {
    FetchSettings settings =
        new FetchSettings(
            cache, true, false, List.of(), List.of(), Map.of(), Duration.ofSeconds(1),
            Duration.ofSeconds(1), 1);
    LockRequest lock =
        LockRequest.in(folder.path())
            .environmentFiles(List.of(folder.path().resolve("environment.yml")))
            .platforms(Platform.DEFAULTS)
            .mode(LockRequest.Mode.FROZEN)
            .build();
    return new ScanService(settings, Clock.systemUTC(), Listener.SILENT)
        .scan(new ScanRequest(lock, database.toString(), null, null, List.of(), false));
  }

  private void whole(int rounds) throws IOException {
    folder.writePom("scan");
    // The snapshot grows old, which by itself would fail the build.
    Files.writeString(
        folder.path().resolve("hermetic-policy.yml"), "maximum-age:\n  advisories: none\n");
    Path written = folder.path().resolve("target/hermetic/scan/" + ScanJson.NAME);
    List<Round> measured = new ArrayList<>();
    for (int i = 0; i <= rounds; i++) {
      Timing skip = folder.validate("-Dhermetic.scan.skip=true");
      Timing scan =
          folder.validate("-Dhermetic.scan.database=" + database, "-Dhermetic.scan.fixes=false");
      if (!Files.exists(written)) {
        throw new IOException("nothing was scanned: there is no " + written);
      }
      if (i > 0) { // the first one builds the index
        measured.add(new Round(skip, scan));
      }
      System.err.println("scan: round " + i + " of " + rounds);
    }
    report.paragraph(
        "Whole processes, `mvn -o validate` with the goal in the POM, "
            + rounds
            + " rounds in turns; smallest / **median** / largest, seconds; own time is the difference"
            + " within a round.");
    report.columns("", "CPU", "wall");
    report.row(
        "`hermetic.scan.skip=true`",
        Series.of(measured, round -> round.skip().cpu()).spread(),
        Series.of(measured, round -> round.skip().wall()).spread());
    report.row(
        "scan",
        Series.of(measured, round -> round.scan().cpu()).spread(),
        Series.of(measured, round -> round.scan().wall()).spread());
    report.row(
        "**own time**",
        Series.of(measured, round -> round.scan().minus(round.skip()).cpu()).spread(),
        Series.of(measured, round -> round.scan().minus(round.skip()).wall()).spread());
  }
}
