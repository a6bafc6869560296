package dev.hermetic.registry;

import dev.hermetic.event.Event;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** Asks for credentials in a process of its own, whose PATH has the helpers of a test. */
final class DockerHelperProcess {
  private DockerHelperProcess() {}

  /** Configuration, address, milliseconds to wait. Prints warnings, then user and secret or none. */
  public static void main(String[] args) {
    DockerCredentials credentials =
        new DockerCredentials(
            Path.of(args[0]),
            Map.of(),
            event -> System.out.println(((Event.Warning) event).problem().fact()),
            Duration.ofMillis(Long.parseLong(args[2])));
    System.out.println(
        credentials
            .find(URI.create(args[1]))
            .map(found -> found.user() + " " + found.secret())
            .orElse("none"));
  }

  /** What it prints. */
  static String run(Path helpers, Path config, URI uri, Duration wait)
      throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
            DockerHelperProcess.class.getName(),
            config.toString(),
            uri.toString(),
            Long.toString(wait.toMillis()));
    builder.environment().put("PATH", helpers + ":/usr/bin:/bin");
    Process process = builder.redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    return said;
  }
}
