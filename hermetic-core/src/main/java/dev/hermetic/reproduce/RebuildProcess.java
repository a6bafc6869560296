package dev.hermetic.reproduce;

import dev.hermetic.problem.HermeticException;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Runs {@link RebuildProgram} under other conditions. */
final class RebuildProcess {
  private static final int MOST_SAID = 4000;

  private RebuildProcess() {}

  /**
   * Builds what is ordered. The locale is Java's own alone: with {@code LC_ALL} naming one that the
   * machine does not have, Java takes file names for ASCII.
   *
   * @param log for what the process prints
   * @throws HermeticException HERM-REPRODUCE-003, 004
   */
  static void run(RebuildOrder order, Conditions conditions, Path log) {
    ProcessBuilder builder =
        new ProcessBuilder(words(conditions))
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(log.toFile());
    builder.environment().put("TZ", conditions.zone());
    try {
      Process process = builder.start();
      try (OutputStream in = process.getOutputStream()) {
        in.write(order.text().getBytes(StandardCharsets.UTF_8));
      }
      int code = end(process, log);
      if (code != 0) {
        throw ReproduceProblems.noBuild(log, said(log, code));
      }
    } catch (IOException e) {
      throw ReproduceProblems.cannotUse(log, e);
    }
  }

  private static int end(Process process, Path log) {
    try {
      return process.waitFor();
    } catch (InterruptedException e) {
      process.destroy();
      Thread.currentThread().interrupt();
      throw ReproduceProblems.noBuild(log, "it was interrupted");
    }
  }

  private static String said(Path log, int code) throws IOException {
    String text = new String(Files.readAllBytes(log), StandardCharsets.UTF_8).strip();
    return text.isEmpty()
        ? "exit code " + code
        : text.substring(0, Math.min(text.length(), MOST_SAID));
  }

  /** Time zone and locale, for a program that is not Java. */
  static void variables(Map<String, String> variables, Conditions conditions) {
    variables.put("TZ", conditions.zone());
    variables.put("LANG", conditions.locale());
    variables.put("LC_ALL", conditions.locale());
  }

  /** Words that run others with a umask. */
  static List<String> withUmask(String umask, List<String> words) {
    if (umask.equals("-")) {
      return words;
    }
    List<String> all = new ArrayList<>(List.of("/bin/sh", "-c", "umask \"$0\" && exec \"$@\"", umask));
    all.addAll(words);
    return all;
  }

  private static List<String> words(Conditions conditions) {
    String[] language = conditions.locale().replaceFirst("[.@].*", "").split("_", 2);
    List<String> words = new ArrayList<>();
    words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    words.add("-XX:TieredStopAtLevel=1");
    words.add("-Duser.timezone=" + conditions.zone());
    if (language.length == 2) {
      words.add("-Duser.language=" + language[0]);
      words.add("-Duser.country=" + language[1]);
    }
    words.add("-cp");
    words.add(classPath());
    words.add(RebuildProgram.class.getName());
    return withUmask(conditions.umask(), words);
  }

  /** Where this class and those that it uses come from: a plugin has a class loader of its own. */
  private static String classPath() {
    if (RebuildProcess.class.getClassLoader() instanceof URLClassLoader loader) {
      List<String> files = new ArrayList<>();
      for (URL url : loader.getURLs()) {
        try {
          files.add(Path.of(url.toURI()).toString());
        } catch (URISyntaxException e) {
          throw new IllegalStateException("a class path of files has addresses of files", e);
        }
      }
      return files.stream().collect(Collectors.joining(File.pathSeparator));
    }
    return System.getProperty("java.class.path", "");
  }
}
