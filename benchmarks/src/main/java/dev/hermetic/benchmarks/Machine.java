package dev.hermetic.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What the numbers depend on. */
final class Machine {
  private final Setting setting;

  Machine(Setting setting) {
    this.setting = setting;
  }

  void describe(Report report) {
    report.columns("machine", "");
    report.row("processor", processor());
    report.row("processors", String.valueOf(Runtime.getRuntime().availableProcessors()));
    report.row("memory", line("/proc/meminfo", "MemTotal:"));
    report.row("load before the run", first("/proc/loadavg"));
    report.row("system", System.getProperty("os.name") + " " + System.getProperty("os.version"));
    report.row(
        "Java", System.getProperty("java.vm.name") + " " + System.getProperty("java.vm.version"));
    report.row("Maven", tool("mvn", "--version"));
    report.row("MAVEN_OPTS", System.getenv().getOrDefault("MAVEN_OPTS", "not set"));
    report.row("Node", tool("node", "--version"));
    report.row("Hermetic", tool("git", "describe", "--always", "--dirty", "--abbrev=12"));
  }

  private static String processor() {
    String model = line("/proc/cpuinfo", "model name");
    return model.isEmpty() ? System.getProperty("os.arch") : model.replaceFirst("^\\W+", "");
  }

  private String tool(String... words) {
    try {
      return new Command(setting.repository(), List.of(words))
          .output()
          .replaceAll("\u001b\\[[0-9;]*m", "")
          .lines()
          .findFirst()
          .orElse("");
    } catch (IOException e) {
      return "missing";
    }
  }

  private static String line(String file, String start) {
    try {
      return Files.readAllLines(Path.of(file)).stream()
          .filter(line -> line.startsWith(start))
          .map(line -> line.substring(start.length()).strip())
          .findFirst()
          .orElse("");
    } catch (IOException e) {
      return "";
    }
  }

  private static String first(String file) {
    return line(file, "");
  }
}
