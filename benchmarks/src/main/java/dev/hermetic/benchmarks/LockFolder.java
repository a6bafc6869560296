package dev.hermetic.benchmarks;

import dev.hermetic.platform.Platform;
import dev.hermetic.platform.VirtualPackage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The lock goal in a folder that holds only an environment.yml. */
final class LockFolder {
  private static final String VERSION = "0.1.0-SNAPSHOT";
  private static final String GOAL = "dev.hermetic:hermetic-maven-plugin:" + VERSION + ":lock";

  private final Path folder;
  private final Command lock;
  private final Command validate;

  /**
   * @param name of the folder and its cache
   * @param channel the folder with conda-forge's subdirs
   */
  LockFolder(Setting setting, String name, List<String> specs, Path channel) throws IOException {
    this(setting, name, specs, List.of(), channel);
  }

  /**
   * @param virtualPackages of linux-64, in the place of the defaults; none: the defaults
   */
  LockFolder(
      Setting setting,
      String name,
      List<String> specs,
      List<VirtualPackage> virtualPackages,
      Path channel)
      throws IOException {
    this.folder = setting.fresh(name);
    if (!virtualPackages.isEmpty()) {
      Files.writeString(folder.resolve("virtual-packages.yml"), yaml(virtualPackages));
    }
    String environment =
        specs.stream()
            .map(spec -> "  - " + quoted(spec) + "\n")
            .collect(Collectors.joining("", "channels: [conda-forge]\ndependencies:\n", ""));
    Files.writeString(folder.resolve("environment.yml"), environment);
    List<String> words = new ArrayList<>();
    if (!setting.mavenRepository().isEmpty()) {
      words.add("-Dmaven.repo.local=" + setting.mavenRepository());
    }
    words.add(
        "-Dhermetic.mirrors="
            + Setting.CHANNEL
            + "="
            + channel.toUri());
    words.add("-Dhermetic.cacheDirectory=" + setting.fresh(name + "-cache"));
    this.lock = new Command(folder, List.of("mvn", "-o", "-q", GOAL)).and(words);
    this.validate = new Command(folder, List.of("mvn", "-o", "-q", "validate")).and(words);
  }

  private static String yaml(List<VirtualPackage> virtualPackages) {
    return virtualPackages.stream()
        .map(one -> "      " + one.name() + ": '" + value(one) + "'\n")
        .collect(Collectors.joining("", "subdirs:\n  linux-64:\n    packages:\n", ""));
  }

  private static String value(VirtualPackage one) {
    return one.build().equals("0") ? one.version() : one.version() + " " + one.build();
  }

  private static String quoted(String spec) {
    return "'" + spec.replace("'", "''") + "'";
  }

  /**
   * Has Maven run with no more memory for objects.
   *
   * @param most as {@code -Xmx} says it
   */
  void heap(String most) throws IOException {
    Path options = Files.createDirectories(folder.resolve(".mvn")).resolve("jvm.config");
    Files.writeString(options, "-Xmx" + most + "\n");
  }

  /** Maven's own time: the same command without the goal's work. */
  Timing skip() throws IOException {
    return run(lock.and(List.of("-Dhermetic.skip=true")));
  }

  /** Locks anew, without a lock from before. */
  Timing lock(List<Platform> platforms) throws IOException {
    for (Path file : lockFiles()) {
      Files.delete(file);
    }
    String names = platforms.stream().map(Platform::subdir).collect(Collectors.joining(","));
    Timing timing = run(lock.and(List.of("-Dhermetic.platforms=" + names)));
    if (lockFiles().size() != platforms.size() + 1) {
      throw new IOException("not a lock file for each platform: " + lockFiles());
    }
    return timing;
  }

  /** A project that is nothing but one of our goals in its default phase. */
  void writePom(String goal) throws IOException {
    Files.writeString(
        folder.resolve("pom.xml"),
        """
        <project>
          <modelVersion>4.0.0</modelVersion>
          <groupId>benchmark</groupId><artifactId>benchmark</artifactId><version>1</version>
          <packaging>pom</packaging>
          <build><plugins><plugin>
            <groupId>dev.hermetic</groupId><artifactId>hermetic-maven-plugin</artifactId>
            <version>%s</version>
            <executions><execution><phase>validate</phase>
              <goals><goal>%s</goal></goals></execution></executions>
          </plugin></plugins></build>
        </project>
        """
            .formatted(VERSION, goal));
  }

  /** The build of that project as far as the phase validate. */
  Timing validate(String... properties) throws IOException {
    return run(validate.and(List.of(properties)));
  }

  /** Where environment.yml and the locks are. */
  Path path() {
    return folder;
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
