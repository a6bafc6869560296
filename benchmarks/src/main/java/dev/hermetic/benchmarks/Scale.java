package dev.hermetic.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** How time grows with the channel and with the request, in processes with a heap of 1 GiB. */
final class Scale {
  /** Records of linux-64 and noarch, two to one as on conda-forge; the last is its real size. */
  private static final List<Integer> RECORDS = List.of(50_000, 150_000, 450_000, 900_000);

  private final Setting setting;
  private final Report report;

  Scale(Setting setting, Report report) {
    this.setting = setting;
    this.report = report;
  }

  /** A channel of some size and what was measured on it. */
  private record Sized(String name, int records, Path channels, Path cache, List<Cost> costs) {
    Series of(ToDoubleFunction<Cost> value) {
      return Series.of(costs, value);
    }
  }

  /** Milliseconds of processor time, and of wall time. */
  private record Cost(
      double unpack,
      double unpackWall,
      double build,
      double buildWall,
      double cold,
      double warm) {
    double ofUnpacking() {
      return build / unpack;
    }

    double ofUnpackingWall() {
      return buildWall / unpackWall;
    }
  }

  /** Time against records. */
  void records(int rounds) throws IOException {
    report.heading(2, "Against records");
    List<Sized> sizes = new ArrayList<>();
    sizes.add(
        new Sized("union", 45_113, setting.channels(), setting.fresh("union"), new ArrayList<>()));
    for (int records : RECORDS) {
      String name = String.format(Locale.ROOT, "%,d", records);
      Path cache = setting.fresh("grown-" + records);
      sizes.add(new Sized(name, records, BigChannel.kept(setting, records), cache, new ArrayList<>()));
    }
    for (int i = 1; i <= rounds; i++) {
      for (Sized one : sizes) {
        double[] index = numbers("index", one);
        double[] lock = numbers("lock", one);
        one.costs.add(new Cost(index[0], index[1], index[2], index[3], lock[0], lock[1]));
      }
      System.err.println("scale: round " + i + " of " + rounds);
    }
    report.paragraph(
        "linux-64 and noarch of the union, and grown from it; new JVMs with `-Xmx1g`, "
            + rounds
            + " rounds in turns; median processor time of the whole JVM, ms, and wall time of"
            + " building the indexes beside each other, of that of unpacking, within a round."
            + " Lock: open the indexes and solve both large environments, as the first thing that a JVM does"
            + " (cold) and the median of five times after that (warm).");
    report.columns(
        "records", "unpack", "build the index", "of unpacking", "wall", "wall, of unpacking",
        "lock, cold", "of union's", "lock, warm", "of union's");
    sizes.forEach(one -> row(one, sizes.get(0)));
    plots(sizes.subList(1, sizes.size()));
  }

  private void row(Sized one, Sized union) {
    report.row(
        one.name,
        millis(one.of(Cost::unpack)),
        millis(one.of(Cost::build)),
        one.of(Cost::ofUnpacking).spread(),
        millis(one.of(Cost::buildWall)),
        one.of(Cost::ofUnpackingWall).spread(),
        millis(one.of(Cost::cold)),
        ratio(one.of(Cost::cold), union.of(Cost::cold)),
        millis(one.of(Cost::warm)),
        ratio(one.of(Cost::warm), union.of(Cost::warm)));
  }

  private void plots(List<Sized> sizes) throws IOException {
    Plot lock = new Plot("Open indexes and solve two large environments", "records");
    Plot index = new Plot("Build the index of a channel", "records");
    for (Sized one : sizes) {
      lock.point("new JVM", one.records, one.of(Cost::cold).median());
      lock.point("warm JVM", one.records, one.of(Cost::warm).median());
      index.point("build the index", one.records, one.of(Cost::build).median());
      index.point("unpack only", one.records, one.of(Cost::unpack).median());
    }
    lock.write(setting.plots().resolve("lock-by-records.svg"));
    index.write(setting.plots().resolve("index-by-records.svg"));
  }

  /** Time against specs. */
  void specs() throws IOException {
    report.heading(2, "Against specs");
    Sized union =
        new Sized("union", 45_113, setting.channels(), setting.fresh("specs"), new ArrayList<>());
    Map<Integer, List<Double>> draws = new LinkedHashMap<>();
    for (String line : process("specs", union).lines().toList()) {
      String[] parts = line.split(" ");
      draws
          .computeIfAbsent(Integer.valueOf(parts[0]), key -> new ArrayList<>())
          .add(Double.valueOf(parts[1]));
    }
    report.paragraph(
        "Specs drawn at random from the largest environment, on the union, in a warm JVM with"
            + " `-Xmx1g`; processor time to open the indexes and solve, ms.");
    report.columns("specs", "draws", "**median** / 90th percentile / largest");
    Plot plot = new Plot("Open indexes and solve, by number of specs", "specs");
    draws.forEach(
        (specs, millis) -> {
          Series series = new Series(millis);
          report.row(specs.toString(), String.valueOf(millis.size()), series.tail());
          plot.point("largest", specs, series.max());
          plot.point("median", specs, series.percentile(0.5));
        });
    plot.write(setting.plots().resolve("solve-by-specs.svg"));
  }

  private double[] numbers(String task, Sized one) throws IOException {
    String[] parts = process(task, one).strip().split(" ");
    return Arrays.stream(parts).mapToDouble(Double::parseDouble).toArray();
  }

  private String process(String task, Sized one) throws IOException {
    return setting
        .java(
            "1g",
            ScaleProcess.class,
            task,
            setting.shared().toString(),
            one.channels.toString(),
            one.cache.toString())
        .output();
  }

  private static String millis(Series series) {
    return String.format(Locale.ROOT, "%,.0f", series.median());
  }

  private static String ratio(Series one, Series other) {
    return String.format(Locale.ROOT, "%.2f", one.median() / other.median());
  }
}
