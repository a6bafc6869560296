package dev.hermetic.benchmarks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A program with its arguments, run in a folder. */
record Command(Path folder, List<String> words) {
  /** The shell waits for the program and so knows the processor time of all its children. */
  private static final String TIMED = "TIMEFORMAT='%3R %3U %3S'; time \"$@\" >\"$0\" 2>&1";

  Command {
    words = List.copyOf(words);
  }

  Command and(List<String> more) {
    List<String> all = new ArrayList<>(words);
    all.addAll(more);
    return new Command(folder, all);
  }

  /**
   * Runs the program and times it.
   *
   * @param output where to put what it prints
   * @throws IOException when it fails, with what it printed
   */
  Timing time(Path output) throws IOException {
    List<String> timed = new ArrayList<>(List.of("bash", "-c", TIMED, output.toString()));
    timed.addAll(words);
    ProcessBuilder builder = new ProcessBuilder(timed).directory(folder.toFile());
    builder.environment().put("LC_ALL", "C");
    Finished finished = finish(builder);
    if (finished.status() != 0) {
      throw new IOException(
          String.join(" ", words) + " failed:\n" + finished.text() + Files.readString(output));
    }
    String[] times = finished.text().strip().split(" ");
    return new Timing(
        Double.parseDouble(times[0]), Double.parseDouble(times[1]) + Double.parseDouble(times[2]));
  }

  /**
   * What the program prints.
   *
   * @throws IOException when it is not there or fails
   */
  String output() throws IOException {
    Finished finished = finish(new ProcessBuilder(words).directory(folder.toFile()));
    if (finished.status() != 0) {
      throw new IOException(String.join(" ", words) + " failed:\n" + finished.text());
    }
    return finished.text();
  }

  private record Finished(int status, String text) {}

  private static Finished finish(ProcessBuilder builder) throws IOException {
    Process process = builder.redirectErrorStream(true).start();
    try (var in = process.getInputStream()) {
      process.getOutputStream().close();
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return new Finished(process.waitFor(), text);
    } catch (InterruptedException e) {
      process.destroy();
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }
}
