package dev.hermetic.repodata;

import dev.hermetic.channel.Channel;
import dev.hermetic.event.Listener;
import dev.hermetic.fetch.FetchSettings;
import dev.hermetic.fetch.Fetcher;
import dev.hermetic.problem.HermeticException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Loads a subdir of a channel in a Java process of its own and prints what is in it. */
public final class IndexProcess {
  private IndexProcess() {}

  /** Arguments: cache directory, channel URL, subdir. */
  public static void main(String[] args) {
    try {
      System.out.println(load(Path.of(args[0]), args[1], args[2]));
    } catch (HermeticException e) {
      System.out.println(e.getMessage());
    }
  }

  /** Number of names, and the records of the first. */
  static String load(Path cache, String url, String subdir) {
    FetchSettings settings =
        new FetchSettings(
            cache,
            false,
            false,
            List.of(),
            List.of(),
            Map.of(),
            Duration.ofSeconds(10),
            Duration.ofSeconds(20),
            1);
    Repodata repodata =
        new RepodataGateway(new Fetcher(settings, Listener.SILENT), cache)
            .load(new Channel("lab", url, url, List.of(url)), subdir)
            .orElseThrow()
            .repodata();
    String first = repodata.names().iterator().next();
    return repodata.names().size() + " " + first + " " + repodata.records(first).size();
  }

  /** Starts it. */
  static Process start(List<String> jvmOptions, String... args) throws IOException {
    return new ProcessBuilder(command(jvmOptions, args)).redirectErrorStream(true).start();
  }

  private static List<String> command(List<String> jvmOptions, String... args) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(jvmOptions);
    command.add("-Djava.io.tmpdir=" + System.getProperty("java.io.tmpdir"));
    command.add("-cp");
    command.add(
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
    command.add(IndexProcess.class.getName());
    command.addAll(List.of(args));
    return command;
  }

  /** Starts it where no file may be larger than so many kilobytes. */
  static Process startLimited(int kilobytes, String... args) throws IOException {
    List<String> command = new ArrayList<>();
    command.addAll(List.of("/bin/sh", "-c", "ulimit -f " + 2 * kilobytes + "; exec \"$@\"", "sh"));
    command.addAll(command(List.of("-XX:-UsePerfData", "-Xshare:auto"), args));
    return new ProcessBuilder(command).redirectErrorStream(true).start();
  }

  /** What it printed, once it has ended. */
  static String output(Process process) throws IOException {
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
  }
}
