package dev.hermetic.tool;

import dev.hermetic.scan.ScanResult;
import dev.hermetic.text.Count;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Runs scanners, and puts what they find beside our own findings. */
public final class ToolRun {
  private static final Duration LIMIT = Duration.ofMinutes(15);
  private static final int MOST_TOLD = 4000;

  private final Path work;
  private final boolean offline;
  private final Duration limit;
  private final @Nullable Path programs;

  /**
   * @param work where reports are put, {@code trivy.json} and {@code grype.json}
   * @param offline whether the scanners may not update their databases
   */
  public ToolRun(Path work, boolean offline) {
    this(work, offline, LIMIT, null);
  }

  /** @param programs folder in which the programs are; null for the {@code PATH} */
  ToolRun(Path work, boolean offline, Duration limit, @Nullable Path programs) {
    this.work = work;
    this.offline = offline;
    this.limit = limit;
    this.programs = programs;
  }

  /**
   * The result with the findings of the scanners.
   *
   * @param layout an OCI layout; looked at where it is there
   * @param bill a CycloneDX file; looked at where there is no image
   * @throws dev.hermetic.problem.HermeticException HERM-TOOL-001 to 004
   */
  public ScanResult extend(
      ScanResult own, List<Scanner> scanners, Path layout, @Nullable Path bill) {
    FindingMerge merge = new FindingMerge(own);
    for (Scanner scanner : scanners) {
      Scanner.Target target;
      if (Files.exists(layout.resolve("oci-layout"))) {
        target = new Scanner.Target(layout, true);
      } else if (bill != null && Files.exists(bill)) {
        target = new Scanner.Target(bill, false);
      } else {
        throw ToolProblems.nothing(scanner.word());
      }
      merge.add(scanner.word(), run(scanner, target));
    }
    return merge.result();
  }

  private List<Reported> run(Scanner scanner, Scanner.Target target) {
    Path report = work.resolve(scanner.word() + ".json");
    Path told = work.resolve(scanner.word() + ".log");
    try {
      Files.createDirectories(work);
      Files.deleteIfExists(report);
      List<String> command = new ArrayList<>(scanner.command(target, report, offline));
      if (programs != null) {
        command.set(0, programs.resolve(command.get(0)).toString());
      }
      int code = run(scanner, command, told);
      if (code != 0) {
        throw ToolProblems.failed(scanner.word(), told(told));
      }
      return scanner.read(report);
    } catch (IOException e) {
      throw ToolProblems.failed(scanner.word(), String.valueOf(e.getMessage()));
    }
  }

  private int run(Scanner scanner, List<String> command, Path told) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(told.toFile());
    builder.environment().putAll(scanner.environment(offline));
    Process process;
    try {
      process = builder.start();
    } catch (IOException e) {
      throw ToolProblems.missing(scanner.word());
    }
    try {
      process.getOutputStream().close();
      if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
        throw ToolProblems.failed(
            scanner.word(), "it did not end within " + Count.of(limit.toSeconds(), "second"));
      }
      return process.exitValue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw ToolProblems.failed(scanner.word(), "interrupted");
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }

  /** The last lines, where the reason is. */
  private static String told(Path file) throws IOException {
    String all = new String(Files.readAllBytes(file), StandardCharsets.UTF_8).strip();
    String end = all.substring(Math.max(0, all.length() - MOST_TOLD));
    List<String> lines = end.lines().toList();
    return String.join(" ", lines.subList(Math.max(0, lines.size() - 3), lines.size()));
  }
}
