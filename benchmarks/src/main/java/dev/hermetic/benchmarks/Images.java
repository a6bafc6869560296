package dev.hermetic.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;

/** An image of the packages of debian12, against {@code tar | gzip -6} of the same prefix. */
final class Images {
  private static final String HEAP = "256m";
  private static final String FLOOR = "tar -cf - -C \"$1\" . | gzip -6 > \"$2\"";

  private final Setting setting;
  private final Report report;

  Images(Setting setting, Report report) {
    this.setting = setting;
    this.report = report;
  }

  /**
   * What a round measured.
   *
   * @param seconds of the image, without the JVM's start
   * @param cpu of the whole process
   */
  private record Run(
      double seconds,
      double cpu,
      double memory,
      double ofFloor,
      double cpuOfFloor,
      double size,
      double sizeOfFloor,
      String written,
      String digest) {}

  /** How long the floor took, and what came of it. */
  private record Floor(Timing timing, long bytes) {}

  void run(int rounds) throws IOException {
    Path work = setting.fresh("images");
    Path prefix = install(work);
    Map<String, List<Run>> runs = new LinkedHashMap<>();
    List<Floor> floors = new ArrayList<>();
    for (int round = 0; round < rounds; round++) {
      Path folder = Files.createDirectories(work.resolve("round-" + round));
      Path packed = folder.resolve("floor.tar.gz");
      Timing timing =
          new Command(
                  setting.repository(),
                  List.of("bash", "-c", FLOOR, "floor", prefix.toString(), packed.toString()))
              .time(folder.resolve("floor.log"));
      Floor floor = new Floor(timing, Files.size(packed));
      floors.add(floor);
      for (String compression : List.of("ZSTD", "GZIP", "NONE")) {
        for (int threads : List.of(1, 2)) {
          Path place = folder.resolve(compression + threads);
          String name = compression.toLowerCase(Locale.ROOT) + ", " + threads;
          add(runs, name, image(prefix, place, compression, threads, "one", floor));
          if (threads == 2) {
            String again = compression.toLowerCase(Locale.ROOT) + ", other application, 2";
            add(runs, again, image(prefix, place, compression, threads, "two", floor));
          }
          Setting.delete(place);
        }
      }
      Setting.delete(packed);
      System.err.println("images: round " + (round + 1) + " done");
    }
    tell(floors, runs);
  }

  private static void add(Map<String, List<Run>> runs, String name, Run run) {
    runs.computeIfAbsent(name, key -> new ArrayList<>()).add(run);
  }

  private void tell(List<Floor> floors, Map<String, List<Run>> runs) {
    report.heading(2, "Images");
    report.paragraph(
        "Seconds of planning, packing and writing an OCI layout of an installed prefix and an"
            + " application of one file as the first thing that a JVM does (-Xmx256m), without the"
            + " JVM's own start, and CPU seconds of the whole process with it; smallest / **median**"
            + " / largest. The floor is `tar | gzip -6` of the same prefix in the same round: "
            + Series.of(floors, floor -> floor.timing().wall()).spread()
            + " seconds, CPU "
            + Series.of(floors, floor -> floor.timing().cpu()).spread()
            + String.format(Locale.ROOT, ", %.1f MB.", floors.get(0).bytes() / 1e6));
    report.columns(
        "packed as, threads",
        "seconds",
        "of the floor",
        "CPU",
        "of the floor's CPU",
        "MB",
        "of the floor's",
        "layers written",
        "memory, MiB",
        "digest");
    runs.forEach(
        (name, all) -> {
          TreeSet<String> digests = new TreeSet<>();
          all.forEach(run -> digests.add(run.digest().substring(0, "sha256:".length() + 12)));
          report.row(
              name,
              Series.of(all, Run::seconds).spread(),
              Series.of(all, Run::ofFloor).spread(),
              Series.of(all, Run::cpu).spread(),
              Series.of(all, Run::cpuOfFloor).spread(),
              String.format(Locale.ROOT, "%.1f", all.get(0).size()),
              String.format(Locale.ROOT, "%.3f", all.get(0).sizeOfFloor()),
              all.get(0).written(),
              String.format(Locale.ROOT, "%.0f", Series.of(all, Run::memory).max()),
              String.join(", ", digests));
        });
  }

  private Run image(
      Path prefix, Path place, String compression, int threads, String application, Floor floor)
      throws IOException {
    Path output = setting.work().resolve("images/image.out");
    Timing timing =
        setting
            .java(
                HEAP,
                ImageProcess.class,
                prefix.toString(),
                place.toString(),
                compression,
                String.valueOf(threads),
                application)
            .time(output);
    String[] out = Files.readString(output).strip().split(" ");
    double seconds = Double.parseDouble(out[0]);
    long bytes = Long.parseLong(out[2]);
    return new Run(
        seconds,
        timing.cpu(),
        Double.parseDouble(out[1]),
        seconds / floor.timing().wall(),
        timing.cpu() / floor.timing().cpu(),
        bytes / 1e6,
        (double) bytes / floor.bytes(),
        out[3],
        out[4]);
  }

  /** The prefix that all images are made of. */
  private Path install(Path work) throws IOException {
    Path channel = setting.channels().resolve("debian12");
    try (FileServer server = new FileServer(channel)) {
      Path lock = Installs.lock(channel, work, server.port());
      Path prefix = work.resolve("prefix");
      setting
          .java(
              HEAP,
              InstallProcess.class,
              lock.toString(),
              prefix.toString(),
              work.resolve("cache").toString(),
              "2",
              "false")
          .time(work.resolve("install.out"));
      return prefix;
    }
  }
}
