package dev.hermetic.benchmarks;

import dev.hermetic.lock.LockResult;
import dev.hermetic.platform.Platform;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.zip.GZIPOutputStream;

/** What reports of ten large environments with a ledger of years take, and how large their pages are. */
final class Reports {
  private static final int ENVIRONMENTS = 10;
  private static final int EVENTS = 10_000;
  private static final int LARGEST = 5;

  /** The goal is that this is enough. */
  private static final String HEAP = "512m";

  private final Setting setting;
  private final Report report;

  Reports(Setting setting, Report report) {
    this.setting = setting;
    this.report = report;
  }

  /** What a round measured: seconds and MiB. */
  private record Run(double seconds, double first, double cpu, double heap, double memory) {}

  /** A file of a report in bytes, as it is and as a server sends it. */
  private record Size(String name, long plain, long packed) {}

  void run(int rounds) throws IOException {
    Path root = setting.fresh("reports");
    Path cache = setting.fresh("cache-reports");
    LockResult lock = new ReportFolders(setting, root, cache).make(ENVIRONMENTS, EVENTS);
    List<Run> own = new ArrayList<>();
    List<Run> shared = new ArrayList<>();
    for (int i = 0; i < rounds; i++) {
      own.add(measure(root, cache, false));
      shared.add(measure(root, cache, true));
      System.err.println("report: round " + (i + 1) + " of " + rounds);
    }
    report.heading(2, "Report");
    report.paragraph(
        ENVIRONMENTS
            + " environments, each of "
            + lock.lockfile().packages().size()
            + " packages on "
            + Platform.DEFAULTS.size()
            + " platforms, and "
            + EVENTS
            + " events, in a ledger of each environment's own (as they are unless a project names"
            + " another) or all in one ledger that each report reads; as the first thing that a JVM"
            + " does (-Xmx"
            + HEAP
            + "), without the JVM's own start; CPU seconds of the whole process with it; "
            + rounds
            + " rounds in turns, smallest / **median** / largest.");
    report.columns("", "own ledgers", "one ledger for all");
    row("all reports, seconds (goal 3)", own, shared, Run::seconds);
    row("the first of them, seconds", own, shared, Run::first);
    row("CPU of the process, seconds", own, shared, Run::cpu);
    row("most heap in use, garbage included, MiB", own, shared, Run::heap);
    row("resident memory, MiB", own, shared, Run::memory);
    report.paragraph("The largest files of one report with all events, KiB:");
    report.columns("", "as it is", "gzip (goal 1,024)");
    for (Size one : sizes(root.resolve(ReportFolders.name(0)).resolve("target/site/hermetic"))) {
      report.row("`" + one.name() + "`", kib(one.plain()), kib(one.packed()));
    }
  }

  private void row(String name, List<Run> own, List<Run> shared, ToDoubleFunction<Run> value) {
    report.row(name, Series.of(own, value).spread(), Series.of(shared, value).spread());
  }

  private Run measure(Path root, Path cache, boolean shared) throws IOException {
    for (int i = 0; i < ENVIRONMENTS; i++) {
      Setting.delete(root.resolve(ReportFolders.name(i)).resolve("target/site"));
    }
    Path output = root.resolve("report.out");
    Timing timing =
        setting
            .java(
                HEAP,
                ReportProcess.class,
                root.toString(),
                String.valueOf(ENVIRONMENTS),
                setting.channels().resolve("conda-forge").toString(),
                cache.toString(),
                String.valueOf(shared))
            .time(output);
    String[] out = Files.readString(output).strip().split(" ");
    if (Integer.parseInt(out[4]) != (shared ? ENVIRONMENTS * EVENTS : EVENTS)) {
      throw new IOException("not all events were read: " + out[4]);
    }
    return new Run(
        Double.parseDouble(out[0]),
        Double.parseDouble(out[1]),
        timing.cpu(),
        Double.parseDouble(out[2]),
        Double.parseDouble(out[3]));
  }

  private static List<Size> sizes(Path folder) throws IOException {
    List<Size> sizes = new ArrayList<>();
    try (var files = Files.list(folder)) {
      for (Path file : files.toList()) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
          Files.copy(file, out);
        }
        sizes.add(new Size(file.getFileName().toString(), Files.size(file), packed.size()));
      }
    }
    sizes.sort((one, other) -> Long.compare(other.packed(), one.packed()));
    return sizes.subList(0, Math.min(LARGEST, sizes.size()));
  }

  private static String kib(long bytes) {
    return String.format(Locale.ROOT, "%.0f", bytes / 1024.0);
  }
}
