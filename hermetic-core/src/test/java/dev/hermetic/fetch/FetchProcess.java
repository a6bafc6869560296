package dev.hermetic.fetch;

import dev.hermetic.event.Listener;
import dev.hermetic.problem.HermeticException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Fetches one URL in a Java process of its own and prints the digest or the problem. */
public final class FetchProcess {
  private FetchProcess() {}

  /** Arguments: cache directory, URL, then host, port, user and password of a proxy if any. */
  public static void main(String[] args) {
    List<ProxyConfig> proxies =
        args.length < 6
            ? List.of()
            : List.of(
                new ProxyConfig(
                    "https",
                    args[2],
                    Integer.parseInt(args[3]),
                    new Credential(args[4], args[5]),
                    List.of()));
    FetchSettings settings =
        new FetchSettings(
            Path.of(args[0]),
            false,
            false,
            proxies,
            List.of(),
            Map.of(),
            Duration.ofSeconds(10),
            Duration.ofSeconds(20),
            1);
    try {
      System.out.println(
          new Fetcher(settings, Listener.SILENT)
              .fetch(new FetchRequest(args[1], "fetch", "file", Acceptor.ANY))
              .orElseThrow()
              .sha256());
    } catch (HermeticException e) {
      System.out.println(e.getMessage());
    }
  }

  /** Starts it. */
  static Process start(List<String> jvmOptions, String... args) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(jvmOptions);
    command.add("-cp");
    command.add(
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
    command.add(FetchProcess.class.getName());
    command.addAll(List.of(args));
    return new ProcessBuilder(command).redirectErrorStream(true).start();
  }

  /** What it printed, once it has ended. */
  static String output(Process process) throws IOException {
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
  }
}
