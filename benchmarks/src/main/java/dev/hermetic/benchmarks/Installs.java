package dev.hermetic.benchmarks;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
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
import java.util.concurrent.Executors;
import java.util.stream.Stream;

/**
 * Installing the packages of debian12 from a server on this machine, against what unpacking them one
 * after the other with native programs takes.
 */
final class Installs {
  /** What the golden answer has not: the second variants of BLAS. */
  private static final String LEFT_OUT = "(blas-.*-netlib|liblapack-.*_netlib).*";

  private static final String FLOOR =
      "set -e; rm -rf \"$2\"; mkdir -p \"$2\"; cd \"$2\"; for p in \"$1\"/*/*.conda; do d=$(basename"
          + " \"$p\" .conda); mkdir $d; for part in pkg info; do unzip -p \"$p\" \"$part-*.tar.zst\" |"
          + " zstd -dc | tar x -C $d; done; done; for p in \"$1\"/*/*.tar.bz2; do d=$(basename \"$p\""
          + " .tar.bz2); mkdir $d; tar xjf \"$p\" -C $d; done";

  private final Setting setting;
  private final Report report;

  Installs(Setting setting, Report report) {
    this.setting = setting;
    this.report = report;
  }

  /** What a round measured. */
  private record Run(double seconds, double memory, double ofFloor, String digest) {}

  void run(int rounds) throws IOException {
    Path work = setting.fresh("installs");
    Path channel = setting.channels().resolve("debian12");
    HttpServer server = serve(channel);
    try {
      Path lock = lock(channel, work, server.getAddress().getPort());
      Map<String, List<Run>> runs = new LinkedHashMap<>();
      List<Double> floors = new ArrayList<>();
      for (int round = 0; round < rounds; round++) {
        double floor = floor(packages(channel, work), work.resolve("floor"));
        floors.add(floor);
        for (int threads : List.of(1, 2, 4)) {
          Path cache = setting.fresh("installs/cache-" + threads);
          Path prefix = work.resolve("env-" + threads);
          Setting.delete(prefix);
          add(runs, "cold, " + threads, install(lock, prefix, cache, threads, false), floor);
          Setting.delete(prefix);
          add(runs, "warm, " + threads, install(lock, prefix, cache, threads, false), floor);
          add(runs, "nothing to do, " + threads, install(lock, prefix, cache, threads, false), floor);
        }
        Path compiled = work.resolve("env-compiled");
        Setting.delete(compiled);
        Path cache = work.resolve("cache-2");
        add(runs, "warm and compiled, 2", install(lock, compiled, cache, 2, true), floor);
        System.err.println("installs: round " + (round + 1) + " done");
      }
      tell(new Series(floors), runs);
    } finally {
      server.stop(0);
    }
  }

  private void tell(Series floor, Map<String, List<Run>> runs) {
    report.heading(2, "Installing");
    report.paragraph(
        "Seconds of the installation as the first thing that a JVM does (-Xmx256m), without the"
            + " JVM's own start; smallest / **median** / largest. The floor is `unzip`, `zstd` and"
            + " `tar` one package after the other, in the same round: " + floor.spread() + ".");
    report.columns("what, workers", "seconds", "of the floor", "resident memory, MiB");
    TreeSet<String> digests = new TreeSet<>();
    runs.forEach(
        (name, all) -> {
          report.row(
              name,
              Series.of(all, Run::seconds).spread(),
              Series.of(all, Run::ofFloor).spread(),
              String.format(Locale.ROOT, "%.0f", Series.of(all, Run::memory).max()));
          all.forEach(run -> digests.add(run.digest()));
        });
    report.paragraph("Digests of all these prefixes: " + String.join(", ", digests) + ".");
  }

  private static void add(Map<String, List<Run>> runs, String name, String[] out, double floor) {
    double seconds = Double.parseDouble(out[0]);
    runs.computeIfAbsent(name, key -> new ArrayList<>())
        .add(new Run(seconds, Double.parseDouble(out[1]), seconds / floor, out[2]));
  }

  private String[] install(Path lock, Path prefix, Path cache, int threads, boolean compile)
      throws IOException {
    return new Command(
            setting.repository(),
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-cp",
                System.getProperty("java.class.path"),
                InstallProcess.class.getName(),
                lock.toString(),
                prefix.toString(),
                cache.toString(),
                String.valueOf(threads),
                String.valueOf(compile)))
        .output()
        .strip()
        .split(" ");
  }

  private double floor(Path packages, Path place) throws IOException {
    Path output = place.resolveSibling("floor.log");
    return new Command(
            setting.repository(),
            List.of("bash", "-c", FLOOR, "floor", packages.toString(), place.toString()))
        .time(output)
        .wall();
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

  private static Path lock(Path channel, Path work, int port) throws IOException {
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

  private static HttpServer serve(Path folder) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newFixedThreadPool(8, Installs::daemon));
    server.createContext(
        "/",
        exchange -> {
          Path file = folder.resolve(exchange.getRequestURI().getPath().substring(1));
          boolean found = Files.isRegularFile(file);
          exchange.sendResponseHeaders(found ? 200 : 404, found ? Files.size(file) : -1);
          try (var body = exchange.getResponseBody()) {
            if (found) {
              Files.copy(file, body);
            }
          }
        });
    server.start();
    return server;
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "server");
    thread.setDaemon(true);
    return thread;
  }
}
