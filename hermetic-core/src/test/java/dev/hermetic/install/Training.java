package dev.hermetic.install;

import dev.hermetic.event.Listener;
import dev.hermetic.fetch.FetchSettings;
import dev.hermetic.lock.LockRequest;
import dev.hermetic.lock.LockService;
import dev.hermetic.platform.Platform;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The case of a text classifier, customer tickets to intents, in an environment that is locked once
 * and rebuilt in folder after folder.
 */
public final class Training {
  private static final String ENVIRONMENT =
      """
      name: tickets
      channels: [CHANNEL]
      platforms: [linux-64]
      dependencies:
        - python=3.11
        - scikit-learn
        - pandas
        - flask
        - pip
        - prefix-probe
        - pyyaml
      """;

  /** What the base image of the data has. */
  private static final String MACHINE =
      "subdirs:\n  linux-64:\n    packages:\n      __glibc: \"2.36\"\n      __unix: \"0\"\n"
          + "      __linux: \"5.10\"\n";

  private final Path folder;
  private final String lock;

  public Training(Path folder, String channel) throws IOException {
    this(folder, channel, ENVIRONMENT);
  }

  /**
   * Another environment, locked and rebuilt the same way.
   *
   * @param environment with {@code CHANNEL} for the channel
   */
  Training(Path folder, String channel, String environment) throws IOException {
    this.folder = folder;
    Path project = Files.createDirectories(folder.resolve("lock"));
    Files.writeString(
        project.resolve("environment.yml"), environment.replace("CHANNEL", channel));
    Files.writeString(project.resolve("virtual-packages.yml"), MACHINE);
    FetchSettings settings =
        new FetchSettings(
            cache(), true, false, List.of(), List.of(), Map.of(),
            Duration.ofSeconds(5), Duration.ofSeconds(5), 1);
    new LockService(settings, Clock.systemUTC(), Listener.SILENT)
        .lock(
            LockRequest.in(project)
                .virtualPackages(Path.of("virtual-packages.yml"))
                .explicitLockfiles(false)
                .pip(LockRequest.PipMode.FAIL)
                .mode(LockRequest.Mode.ALWAYS)
                .build());
    this.lock = Files.readString(project.resolve("conda-lock.yml"));
  }

  /**
   * What a rebuild gave.
   *
   * @param digest of the prefix
   * @param output of the training script, standard error included
   */
  public record Outcome(String digest, String output) {}

  /** The lock's text. */
  public String lock() {
    return lock;
  }

  /** The cache that has the packages once it has been installed. */
  public Path cache() {
    return folder.resolve("cache");
  }

  /** The program that trains. */
  public static byte[] script() throws IOException {
    try (var script = Training.class.getResourceAsStream("train.py")) {
      return script.readAllBytes();
    }
  }

  /** The project of a rebuild, in a folder of its own. */
  InstallProject project(int number) {
    InstallProject project = new InstallProject(folder.resolve("rebuild-" + number));
    project.cache = cache();
    project.lockfile = "conda-lock.yml";
    project.compile = true;
    return project;
  }

  /** Installs into a new folder and trains there. */
  public Outcome run(int number) throws Exception {
    InstallProject project = project(number).file("conda-lock.yml", lock);
    String digest = project.install().digest();
    Files.write(project.folder.resolve("train.py"), script());
    Path output = project.folder.resolve("output");
    RunRequest run =
        new RunRequest(
            project.prefix,
            Optional.of(Platform.LINUX_64),
            List.of("python", "train.py"),
            "hermetic.command",
            project.folder,
            project.folder.resolve("target/pycache"),
            Map.of("PATH", "/usr/bin:/bin", "PYTHONHASHSEED", String.valueOf(number)),
            Redirect.from(Path.of("/dev/null").toFile()),
            Redirect.to(output.toFile()),
            Redirect.appendTo(output.toFile()));
    int code = EnvironmentRun.run(run);
    String text = Files.readString(output);
    if (code != 0) {
      throw new AssertionError("exit code " + code + ":\n" + text);
    }
    return new Outcome(digest, text);
  }
}
