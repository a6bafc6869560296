package dev.hermetic.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Installing the packages of debian12 from a server on this machine, against what unpacking them one
 * after the other with native programs takes.
 */
final class Installs {
  /** What the golden answer has not: the second variants of BLAS. */
  private static final String LEFT_OUT = "(blas-.*-netlib|liblapack-.*_netlib).*";

  private static final String FLOOR =
      "set -e; mkdir -p \"$2\"; cd \"$2\"; for p in \"$1\"/*/*.conda; do d=$(basename"
          + " \"$p\" .conda); mkdir $d; for part in pkg info; do unzip -p \"$p\" \"$part-*.tar.zst\" |"
          + " zstd -dc | tar x -C $d; done; done; for p in \"$1\"/*/*.tar.bz2; do d=$(basename \"$p\""
          + " .tar.bz2); mkdir $d; tar xjf \"$p\" -C $d; done";

  private final Setting setting;
  private final Report report;

  Installs(Setting setting, Report report) {
    this.setting = setting;
    this.report = report;
  }

  /**
   * What a round measured.
   *
   * @param seconds of the installation, without the JVM's start
   * @param cpu of the whole process
   */
  private record Run(
      double seconds, double cpu, double memory, double ofFloor, double cpuOfFloor, String digest) {}

  void run(int rounds) throws IOException {
    Path work = setting.fresh("installs");
    Path channel = setting.channels().resolve("debian12");
    try (FileServer server = new FileServer(channel)) {
      Path lock = lock(channel, work, server.port());
      Path packages = packages(channel, work);
      Map<String, List<Run>> runs = new LinkedHashMap<>();
      List<Timing> floors = new ArrayList<>();
      for (int round = 0; round < rounds; round++) {
        // Nothing is deleted before the end: for seconds after files went, ext4 looks longer for
        // room for new ones, and whoever comes first would pay for who went before.
        Path folder = Files.createDirectories(work.resolve("round-" + round));
        Timing floor = floor(packages, folder.resolve("floor"));
        floors.add(floor);
        for (int threads : List.of(1, 2, 4)) {
          Path cache = folder.resolve("cache-" + threads);
          Path cold = folder.resolve("cold-" + threads);
          Path warm = folder.resolve("warm-" + threads);
          add(runs, "cold, " + threads, install(lock, cold, cache, threads, false, floor));
          add(runs, "warm, " + threads, install(lock, warm, cache, threads, false, floor));
          add(runs, "nothing to do, " + threads, install(lock, warm, cache, threads, false, floor));
        }
        Path compiled = folder.resolve("compiled");
        Path cache = folder.resolve("cache-2");
        add(runs, "warm and compiled, 2", install(lock, compiled, cache, 2, true, floor));
        System.err.println("installs: round " + (round + 1) + " done");
      }
      tell(floors, runs);
    }
  }

  private void tell(List<Timing> floors, Map<String, List<Run>> runs) {
    report.heading(2, "Installing");
    report.paragraph(
        "Seconds of the installation as the first thing that a JVM does (-Xmx256m), without the"
            + " JVM's own start, and CPU seconds of the whole process with it; smallest / **median** /"
            + " largest. The floor is `unzip`, `zstd` and `tar` one package after the other, in the"
            + " same round: "
            + Series.of(floors, Timing::wall).spread()
            + " seconds, CPU "
            + Series.of(floors, Timing::cpu).spread()
            + ".");
    report.columns(
        "what, workers", "seconds", "of the floor", "CPU", "of the floor's CPU", "memory, MiB");
    TreeSet<String> digests = new TreeSet<>();
    runs.forEach(
        (name, all) -> {
          report.row(
              name,
              Series.of(all, Run::seconds).spread(),
              Series.of(all, Run::ofFloor).spread(),
              Series.of(all, Run::cpu).spread(),
              Series.of(all, Run::cpuOfFloor).spread(),
              String.format(Locale.ROOT, "%.0f", Series.of(all, Run::memory).max()));
          all.forEach(run -> digests.add(run.digest()));
        });
    report.paragraph("Digests of all these prefixes: " + String.join(", ", digests) + ".");
  }

  private static void add(Map<String, List<Run>> runs, String name, Run run) {
    runs.computeIfAbsent(name, key -> new ArrayList<>()).add(run);
  }

  private Run install(
      Path lock, Path prefix, Path cache, int threads, boolean compile, Timing floor)
      throws IOException {
    Path output = lock.resolveSibling("install.out");
    Timing timing =
        setting
            .java(
                "256m",
                InstallProcess.class,
                lock.toString(),
                prefix.toString(),
                cache.toString(),
                String.valueOf(threads),
                String.valueOf(compile))
            .time(output);
    String[] out = Files.readString(output).strip().split(" ");
    double seconds = Double.parseDouble(out[0]);
    return new Run(
        seconds,
        timing.cpu(),
        Double.parseDouble(out[1]),
        seconds / floor.wall(),
        timing.cpu() / floor.cpu(),
        out[2]);
  }

  private Timing floor(Path packages, Path place) throws IOException {
    return new Command(
            setting.repository(),
            List.of("bash", "-c", FLOOR, "floor", packages.toString(), place.toString()))
        .time(place.resolveSibling("floor.log"));
  }

  /** The same packages for the native programs, as links. */
  private static Path packages(Path channel, Path work) throws IOException {
    Path folder = work.resolve("packages");
    for (Path file : wanted(channel)) {
      Path link = folder.resolve(channel.relativize(file));
      Files.createDirectories(link.getParent());
      if (!Files.exists(link)) {
        Files.createSymbolicLink(link, file);
      }
    }
    return folder;
  }

  private static List<Path> wanted(Path channel) throws IOException {
    try (Stream<Path> files = Files.walk(channel)) {
      return files
          .filter(file -> file.toString().matches(".*\\.(conda|tar\\.bz2)"))
          .filter(file -> !file.getFileName().toString().matches(LEFT_OUT))
          .sorted()
          .toList();
    }
  }

  static Path lock(Path channel, Path work, int port) throws IOException {
    StringBuilder text = new StringBuilder("# platform: linux-64\n@EXPLICIT\n");
    for (Path file : wanted(channel)) {
      text.append("http://127.0.0.1:").append(port).append('/')
          .append(channel.relativize(file)).append('#').append(sha256(file)).append('\n');
    }
    return Files.writeString(work.resolve("conda-linux-64.lock"), text);
  }

  private static String sha256(Path file) throws IOException {
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
