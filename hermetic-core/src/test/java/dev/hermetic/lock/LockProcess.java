package dev.hermetic.lock;

import dev.hermetic.problem.HermeticException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Locks a project in a Java process of its own. */
public final class LockProcess {
  private LockProcess() {}

  /**
   * Arguments: the project's folder, the URL of its channel, then the environment files to lock in
   * turn, without an end when there are several. Prints the outcome of each.
   */
  public static void main(String[] args) {
    List<String> files = List.of(args).subList(2, args.length);
    LockProject project = new LockProject(Path.of(args[0])).from(args[1]);
    try {
      do {
        for (String file : files) {
          System.out.println(project.files(file).lock().outcome());
        }
      } while (files.size() > 1);
    } catch (HermeticException e) {
      System.out.println(e.getMessage());
    }
  }

  /**
   * Starts it under a umask.
   *
   * @param umask three octal digits
   */
  static Process start(String umask, List<String> jvmOptions, String... args) throws IOException {
    List<String> java = new ArrayList<>();
    java.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    java.addAll(List.of("-Xshare:auto", "-XX:TieredStopAtLevel=1"));
    java.addAll(jvmOptions);
    java.add("-cp");
    java.add(System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
    java.add(LockProcess.class.getName());
    java.addAll(List.of(args));
    String command =
        java.stream()
            .map(word -> "'" + word + "'")
            .collect(Collectors.joining(" ", "umask " + umask + "; exec ", ""));
    return new ProcessBuilder("sh", "-c", command).redirectErrorStream(true).start();
  }

  /** What it printed, once it has ended. */
  static String output(Process process) throws IOException {
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
  }
}
