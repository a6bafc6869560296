package dev.hermetic.reproduce;

import dev.hermetic.event.Listener;
import dev.hermetic.fetch.FetchSettings;
import dev.hermetic.image.ImageRequest;
import dev.hermetic.image.ImageService;
import dev.hermetic.install.InstallService;
import dev.hermetic.problem.HermeticException;
import dev.hermetic.registry.RegistrySettings;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/**
 * Builds a prefix, and an image of it where one is wanted, in a process of its own, whose umask, time
 * zone and locale are others than those of the process that started it. Reads a {@link RebuildOrder};
 * exit code 0 when it is built, else 1 with the problems on standard error.
 */
final class RebuildProgram {
  private static final Duration NEVER_WAITS = Duration.ofSeconds(1);

  private RebuildProgram() {}

  public static void main(String[] arguments) throws IOException {
    RebuildOrder order = RebuildOrder.read(System.in);
    try {
      FetchSettings settings = settings(order.cache());
      Clock clock = Clock.systemUTC();
      new InstallService(settings, clock, Listener.SILENT).install(order.install());
      ImageRequest image = order.image();
      if (image != null) {
        RegistrySettings registries = new RegistrySettings(settings, false, 1);
        new ImageService(settings, registries, clock, Listener.SILENT).build(image);
      }
    } catch (HermeticException e) {
      PrintStream error = new PrintStream(System.err, true, StandardCharsets.UTF_8);
      error.println(e.getMessage());
      System.exit(1);
    }
  }

  private static FetchSettings settings(Path cache) {
    return new FetchSettings(
        cache, true, false, List.of(), List.of(), System.getenv(), NEVER_WAITS, NEVER_WAITS, 1);
  }
}
