package dev.hermetic.benchmarks;

import dev.hermetic.platform.Platform;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The lock goal in a folder that holds only an environment.yml. */
final class LockFolder {
  private static final String GOAL = "dev.hermetic:hermetic-maven-plugin:0.1.0-SNAPSHOT:lock";

  private final Path folder;
  private final Command maven;

  /**
   * @param name of the folder and its cache
   * @param channel the folder with conda-forge's subdirs
   */
  LockFolder(Setting setting, String name, List<String> specs, Path channel) throws IOException {
    this.folder = setting.fresh(name);
    String environment =
        specs.stream()
            .map(spec -> "  - " + quoted(spec) + "\n")
            .collect(Collectors.joining("", "channels: [conda-forge]\ndependencies:\n", ""));
    Files.writeString(folder.resolve("environment.yml"), environment);
    List<String> words = new ArrayList<>(List.of("mvn", "-o", "-q", GOAL));
    if (!setting.mavenRepository().isEmpty()) {
      words.add("-Dmaven.repo.local=" + setting.mavenRepository());
    }
    words.add(
        "-Dhermetic.mirrors="
            + Setting.CHANNEL
            + "="
            + channel.toUri());
    words.add("-Dhermetic.cacheDirectory=" + setting.fresh(name + "-cache"));
    this.maven = new Command(folder, words);
  }

  private static String quoted(String spec) {
    return "'" + spec.replace("'", "''") + "'";
  }

  /** Maven's own time: the same command without the goal's work. */
  Timing skip() throws IOException {
    return run(maven.and("-Dhermetic.skip=true"));
  }

  /** Locks anew, without a lock from before. */
  Timing lock(List<Platform> platforms) throws IOException {
    for (Path file : lockFiles()) {
      Files.delete(file);
    }
    String names = platforms.stream().map(Platform::subdir).collect(Collectors.joining(","));
    Timing timing = run(maven.and("-Dhermetic.platforms=" + names));
    if (lockFiles().size() != platforms.size() + 1) {
      throw new IOException("not a lock file for each platform: " + lockFiles());
    }
    return timing;
  }

  /** File names of the packages of the last lock. */
  TreeSet<String> packages(Platform platform) throws IOException {
    return Files.readAllLines(folder.resolve("conda-" + platform.subdir() + ".lock")).stream()
        .filter(line -> line.startsWith("http"))
        .map(line -> line.replaceAll("#.*", "").replaceAll(".*/", ""))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private Timing run(Command command) throws IOException {
    return command.time(folder.resolve("output.txt"));
  }

  private List<Path> lockFiles() throws IOException {
    try (var files = Files.list(folder)) {
      return files.filter(file -> file.getFileName().toString().startsWith("conda-")).toList();
    }
  }
}
