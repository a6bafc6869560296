package dev.hermetic.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** All measurements; called by {@code benchmarks/run} in the repository's root. */
public final class Benchmarks {
  private Benchmarks() {}

  /**
   * Measures and writes {@code benchmarks/target/results.md}.
   *
   * @param arguments part (all, whole, check, inside, specs, records, real, install,
   *     image, scan, report), rounds, every how many requests get a JVM of their own, the shared folder, Maven's
   *     local repository or nothing
   */
  public static void main(String[] arguments) throws IOException {
    String part = arguments[0];
    Setting setting =
        new Setting(Path.of("").toAbsolutePath(), Path.of(arguments[3]), arguments[4]);
    Report report = new Report();
    report.heading(1, "Benchmarks");
    new Machine(setting).describe(report);
    int rounds = Integer.parseInt(arguments[1]);
    boolean all = part.equals("all");
    if (all || part.equals("whole")) {
      new WholeProcess(setting, report).run(rounds);
    }
    if (all || part.equals("check")) {
      new Checks(setting, report).run(rounds);
    }
    if (all || part.equals("inside")) {
      new InProcess(setting, report).run(Integer.parseInt(arguments[2]));
    }
    Scale scale = new Scale(setting, report);
    if (all || part.equals("specs")) {
      scale.specs();
    }
    if (all || part.equals("records")) {
      scale.records(Math.min(rounds, 3));
    }
    if (all || part.equals("real")) {
      new RealSize(setting, report).run(rounds);
    }
    if (all || part.equals("install")) {
      new Installs(setting, report).run(rounds);
    }
    if (all || part.equals("image")) {
      new Images(setting, report).run(rounds);
    }
    if (all || part.equals("scan")) {
      new Scans(setting, report).run(rounds);
    }
    if (all || part.equals("report")) {
      new Reports(setting, report).run(rounds);
    }
    Setting.delete(setting.work());
    Files.writeString(
        setting.repository().resolve("benchmarks/target/results.md"), report.toString());
    System.out.print(report);
  }
}
