package dev.hermetic.benchmarks;

import com.github.luben.zstd.ZstdInputStream;
import dev.hermetic.platform.Platform;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Collectors;

/** What {@link Scale} measures inside of a process of its own. */
final class ScaleProcess {
  private static final List<String> SUBDIRS =
      List.of(Platform.LINUX_64.subdir(), Platform.NOARCH);
  private static final List<Integer> SPECS = List.of(1, 2, 5, 10, 20, 40, 60, 80, 100, 130);
  private static final int NANOS_A_MILLI = 1_000_000;
  private static final int WARM = 5;
  private static final int DRAWS = 10;

  private final Path channels;
  private final Path cache;
  private final List<Golden> hard;

  private ScaleProcess(Setting setting, Path channels, Path cache) throws IOException {
    this.channels = channels;
    this.cache = cache;
    this.hard = Golden.hard(setting);
  }

  /**
   * Measures one thing and prints it.
   *
   * @param arguments index, lock or specs; the shared folder; the channels' folder; the cache
   */
  public static void main(String[] arguments) throws IOException {
    Setting setting = new Setting(Path.of(""), Path.of(arguments[1]), "");
    ScaleProcess process =
        new ScaleProcess(setting, Path.of(arguments[2]), Path.of(arguments[3]));
    switch (arguments[0]) {
      case "index" -> process.index();
      case "lock" -> process.lock();
      case "specs" -> process.specs();
      default -> throw new IllegalArgumentException(arguments[0]);
    }
  }

  /** A part of the measured work. */
  private interface Work {
    void run() throws IOException;
  }

  /**
   * What some work took.
   *
   * @param cpu processor time of the whole JVM, ms; the system counts in steps of 10 ms
   * @param wall ms
   */
  private record Took(double cpu, double wall) {}

  private static Took took(Work work) throws IOException {
    long start = System.nanoTime();
    Duration before = used();
    work.run();
    return new Took(
        used().minus(before).toMillis(), (System.nanoTime() - start) / (double) NANOS_A_MILLI);
  }

  private static Duration used() {
    return ProcessHandle.current().info().totalCpuDuration().orElseThrow();
  }

  /**
   * Prints what unpacking took and what building the indexes took, which the cache then has;
   * processor and wall time of each. Only the first time counts, as in a lock.
   */
  private void index() throws IOException {
    Setting.delete(cache);
    Took unpack = took(this::unpack);
    Took build = took(() -> new Channels(channels, cache).index("conda-forge", SUBDIRS));
    print(unpack.cpu, unpack.wall, build.cpu, build.wall);
  }

  private void unpack() throws IOException {
    byte[] buffer = new byte[1 << 16];
    for (String subdir : SUBDIRS) {
      Path packed = channels.resolve("conda-forge/" + subdir + "/repodata.json.zst");
      try (InputStream json = new ZstdInputStream(Files.newInputStream(packed))) {
        while (json.read(buffer) >= 0) {
          // only the unpacking counts
        }
      }
    }
  }

  /** Prints the first time and the median of later ones. */
  private void lock() throws IOException {
    double cold = took(this::solveAll).cpu;
    List<Double> warm = new ArrayList<>();
    for (int i = 0; i < WARM; i++) {
      warm.add(took(this::solveAll).cpu);
    }
    print(cold, new Series(warm).median());
  }

  private void solveAll() {
    Solves solves = new Solves(new Channels(channels, cache));
    for (Golden golden : hard) {
      if (!solves.solve(golden).isSolved()) {
        throw new IllegalStateException(golden.id() + " has no answer");
      }
    }
  }

  /** Prints a line for each draw: number of specs, ms. */
  private void specs() throws IOException {
    for (int i = 0; i < WARM; i++) {
      solveAll();
    }
    Golden largest = hard.get(hard.size() - 1);
    Solves solves = new Solves(new Channels(channels, cache));
    for (int count : SPECS) {
      for (int seed = 0; seed < DRAWS; seed++) {
        List<String> texts = new ArrayList<>(largest.texts());
        Collections.shuffle(texts, new Random(seed));
        Solves.Cost cost = solves.solve(largest.with(texts.subList(0, count)));
        System.out.printf(
            Locale.ROOT, "%d %.3f%n", count, cost.openMillis() + cost.solveMillis());
      }
    }
  }

  private static void print(double... numbers) {
    System.out.println(
        Arrays.stream(numbers)
            .mapToObj(number -> String.format(Locale.ROOT, "%.1f", number))
            .collect(Collectors.joining(" ")));
  }
}
