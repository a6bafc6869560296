package dev.hermetic.benchmarks;

import dev.hermetic.event.Listener;
import dev.hermetic.fetch.FetchSettings;
import dev.hermetic.install.InstallRequest;
import dev.hermetic.install.InstallService;
import dev.hermetic.platform.Platform;
import dev.hermetic.prefix.LinkMode;
import dev.hermetic.prefix.TargetPrefix;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * One installation, as the first thing that a JVM does. Prints seconds, the largest resident memory
 * in MiB, and the digest.
 */
final class InstallProcess {
  private InstallProcess() {}

  /**
   * Measures.
   *
   * @param arguments explicit file, prefix, cache, threads, whether to compile
   */
  public static void main(String[] arguments) throws IOException {
    long start = System.nanoTime();
    Path lock = Path.of(arguments[0]);
    Path prefix = Path.of(arguments[1]);
    int threads = Integer.parseInt(arguments[3]);
    FetchSettings settings =
        new FetchSettings(
            Path.of(arguments[2]),
            false,
            false,
            List.of(),
            List.of(),
            Map.of(),
            Duration.ofSeconds(10),
            Duration.ofSeconds(10),
            1);
    String digest =
        new InstallService(settings, Clock.systemUTC(), Listener.SILENT)
            .install(
                new InstallRequest(
                    lock.getParent(),
                    lock,
                    List.of(),
                    Platform.LINUX_64,
                    prefix,
                    new TargetPrefix(prefix.toString(), Platform.LINUX_64),
                    new TargetPrefix("/opt/conda/envs/golden", Platform.LINUX_64),
                    LinkMode.AUTO,
                    Boolean.parseBoolean(arguments[4]),
                    new TreeMap<>(),
                    false,
                    new TreeMap<>(),
                    List.of(),
                    threads))
            .digest();
    double seconds = (System.nanoTime() - start) / 1e9;
    System.out.printf(Locale.ROOT, "%.3f %.0f %s%n", seconds, memory(), digest);
  }

  /** The largest resident memory of this process so far, in MiB. */
  static double memory() throws IOException {
    for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
      if (line.startsWith("VmHWM:")) {
        return Double.parseDouble(line.replaceAll("\\D", "")) / 1024;
      }
    }
    return Double.NaN;
  }
}
