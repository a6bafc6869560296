package dev.hermetic.git;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Makes real checkouts, without the settings of whoever runs the tests. */
public final class GitCheckout {
  private GitCheckout() {}

  /** An empty repository with a checkout. */
  public static void create(Path folder) throws IOException, InterruptedException {
    run(folder, "init", "-q", "-b", "main");
  }

  /** Commits whatever is in the folder. */
  public static void commit(Path folder) throws IOException, InterruptedException {
    run(folder, "add", "--all");
    run(folder, "commit", "-q", "--allow-empty", "-m", "state");
  }

  static void run(Path folder, String... arguments) throws IOException, InterruptedException {
    List<String> line =
        new ArrayList<>(
            List.of("git", "-c", "user.name=Test", "-c", "user.email=test@example.org"));
    line.addAll(List.of("-c", "commit.gpgsign=false", "-c", "core.autocrlf=false"));
    line.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(line).directory(folder.toFile());
    builder.environment().put("GIT_CONFIG_GLOBAL", "/dev/null");
    builder.environment().put("GIT_CONFIG_SYSTEM", "/dev/null");
    builder.redirectErrorStream(true);
    Process process = builder.start();
    String told = new String(process.getInputStream().readAllBytes());
    assertThat(process.waitFor()).as(told).isZero();
  }
}
