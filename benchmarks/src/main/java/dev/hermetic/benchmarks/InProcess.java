package dev.hermetic.benchmarks;

import com.github.luben.zstd.ZstdInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The parts of a lock inside of one JVM: index and engine. */
final class InProcess {
  private static final int INDEX_ROUNDS = 5;
  private static final String HEAP = "1g";

  private final Setting setting;
  private final Report report;
  private final Path cache;

  InProcess(Setting setting, Report report) throws IOException {
    this.setting = setting;
    this.report = report;
    this.cache = setting.fresh("cache-inside");
  }

  void run(int every) throws IOException {
    report.heading(2, "Inside of one JVM");
    index();
    Solves solves = new Solves(new Channels(setting.channels(), cache));
    List<Golden> requests = Golden.read(setting);
    requests.forEach(solves::solve); // warms the JVM up and builds the indexes
    List<Solves.Cost> warm = requests.stream().map(solves::solve).toList();
    System.err.println("inside: warm requests done");
    List<Solves.Cost> cold = new ArrayList<>();
    for (int i = 0; i < requests.size(); i++) {
      Golden golden = requests.get(i);
      if (every > 0 && (golden.hard() || i % every == 0)) {
        cold.add(cold(golden));
      }
    }
    System.err.println("inside: cold requests done");
    report.paragraph(
        "Golden requests ("
            + requests.size()
            + "; each on indexes opened anew, no record decoded yet); processor time of the thread;"
            + " **median** / 90th percentile / largest.");
    report.columns("", "requests", "open, ms", "solve, ms", "decisions", "conflicts");
    costs("warm JVM, second pass", warm);
    if (!cold.isEmpty()) {
      costs("cold: first thing a new JVM does", cold);
    }
    hard(requests, warm, cold);
  }

  private void costs(String name, List<Solves.Cost> costs) {
    List<Solves.Cost> solved = costs.stream().filter(Solves.Cost::isSolved).toList();
    report.row(
        name,
        costs.size() + ", " + solved.size() + " solvable",
        Series.of(costs, Solves.Cost::openMillis).tail(),
        Series.of(costs, Solves.Cost::solveMillis).tail(),
        counts(Series.of(solved, Solves.Cost::decisions)),
        counts(Series.of(solved, Solves.Cost::conflicts)));
  }

  private static String counts(Series series) {
    return String.format(
        Locale.ROOT,
        "**%.0f** / %.0f / %.0f",
        series.percentile(0.5),
        series.percentile(0.9),
        series.max());
  }

  private void hard(List<Golden> requests, List<Solves.Cost> warm, List<Solves.Cost> cold) {
    report.paragraph("Large real environments:");
    report.columns(
        "", "packages", "warm, ms", "cold, ms", "decisions", "conflicts", "measured elsewhere");
    List<Golden> hard = requests.stream().filter(Golden::hard).toList();
    for (int i = 0; i < hard.size(); i++) {
      Solves.Cost one = warm.get(requests.size() - hard.size() + i);
      String first =
          cold.isEmpty() ? "" : millis(cold.get(cold.size() - hard.size() + i).solveMillis());
      report.row(
          hard.get(i).id(),
          String.valueOf(one.packages()),
          millis(one.solveMillis()),
          first,
          String.valueOf(one.decisions()),
          String.valueOf(one.conflicts()),
          hard.get(i).elsewhere());
    }
  }

  private static String millis(double millis) {
    return String.format(Locale.ROOT, "%.0f", millis);
  }

  private Solves.Cost cold(Golden golden) throws IOException {
    Command java =
        setting.java(
            HEAP,
            Solves.class,
            setting.shared().toString(),
            cache.toString(),
            golden.id(),
            setting.channels().toString());
    return Solves.Cost.of(java.output());
  }

  private void index() throws IOException {
    List<Double> unpack = new ArrayList<>();
    List<Double> build = new ArrayList<>();
    List<Double> open = new ArrayList<>();
    for (int i = 0; i < INDEX_ROUNDS; i++) {
      long start = System.nanoTime();
      unpackAll();
      unpack.add(millisSince(start));
      Channels channels = new Channels(setting.channels(), setting.fresh("cache-index"));
      start = System.nanoTime();
      channels.open("conda-forge", Setting.SUBDIRS);
      build.add(millisSince(start));
      start = System.nanoTime();
      channels.open("conda-forge", Setting.SUBDIRS);
      open.add(millisSince(start));
    }
    double first = build.get(0);
    report.paragraph(
        "Indexes of all six subdirs of conda-forge (121,000 records), one after the other, "
            + INDEX_ROUNDS
            + " rounds; smallest / **median** / largest, ms.");
    report.columns("", "ms", "of unpacking");
    Series unpacking = new Series(unpack);
    stage("unpack the zst files", unpacking, unpacking);
    stage("digest, unpack, read, write and open the index", new Series(build), unpacking);
    stage("digest and open an index that is there", new Series(open), unpacking);
    report.row("the first of the builds above, JVM cold", millis(first), "");
    Setting.delete(setting.work().resolve("cache-index"));
  }

  private static double millisSince(long start) {
    return (System.nanoTime() - start) / 1e6;
  }

  private void stage(String name, Series series, Series unpacking) {
    report.row(
        name,
        String.format(
            Locale.ROOT, "%.0f / **%.0f** / %.0f", series.min(), series.median(), series.max()),
        String.format(Locale.ROOT, "%.2f", series.median() / unpacking.median()));
  }

  private void unpackAll() throws IOException {
    byte[] buffer = new byte[1 << 16];
    for (String subdir : Setting.SUBDIRS) {
      Path packed = setting.channels().resolve("conda-forge/" + subdir + "/repodata.json.zst");
      try (InputStream json = new ZstdInputStream(Files.newInputStream(packed))) {
        while (json.read(buffer) >= 0) {
          // only the unpacking counts
        }
      }
    }
  }
}
