package dev.hermetic.install;

import dev.hermetic.prefix.LinkMode;
import dev.hermetic.problem.HermeticException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Installs a project in a Java process of its own, which may have other surroundings than this one. */
public final class InstallProcess {
  private List<String> shell = List.of();
  private String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
  private List<String> options = List.of();
  private Map<String, String> variables = Map.of();

  /**
   * Prints the digest of the prefix, or what is wrong. Arguments: the project's folder, that of the
   * cache, the link mode, how many threads.
   */
  public static void main(String[] arguments) {
    InstallProject project = new InstallProject(Path.of(arguments[0]));
    project.cache = Path.of(arguments[1]);
    project.linkMode = LinkMode.valueOf(arguments[2]);
    project.threads = Integer.parseInt(arguments[3]);
    try {
      System.out.println(project.install().digest());
    } catch (HermeticException e) {
      System.out.println(e.getMessage());
      System.exit(1);
    }
  }

  /** Words before those of the process itself, which they run. */
  InstallProcess below(String... words) {
    shell = List.of(words);
    return this;
  }

  /** Commands of a shell before the process. */
  InstallProcess after(String commands) {
    return below("sh", "-c", commands + "; exec \"$@\"", "sh");
  }

  InstallProcess java(Path program) {
    java = program.toString();
    return this;
  }

  InstallProcess options(String... words) {
    options = List.of(words);
    return this;
  }

  InstallProcess variables(Map<String, String> values) {
    variables = values;
    return this;
  }

  Process start(InstallProject project) throws IOException {
    List<String> words = new ArrayList<>(shell);
    words.add(java);
    words.add("-XX:TieredStopAtLevel=1");
    words.addAll(options);
    words.add("-cp");
    words.add(System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
    words.add(InstallProcess.class.getName());
    words.add(project.folder.toString());
    words.add(project.cache.toString());
    words.add(project.linkMode.name());
    words.add(Integer.toString(project.threads));
    ProcessBuilder builder = new ProcessBuilder(words).redirectErrorStream(true);
    builder.environment().putAll(variables);
    return builder.start();
  }

  /** What it printed, once it has ended. */
  static String output(Process process) throws IOException {
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
  }

  String run(InstallProject project) throws IOException {
    return output(start(project));
  }
}
