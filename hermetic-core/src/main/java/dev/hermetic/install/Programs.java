package dev.hermetic.install;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Finds programs as a shell does. */
public final class Programs {
  private static final Pattern PYTHON = Pattern.compile("(python|pypy)[0-9.]*(w|t|d)?(\\.exe)?");

  /** In bytes: what a kernel reads of it (Linux 5.1 and later). */
  private static final int LONGEST_FIRST_LINE = 256;

  private Programs() {}

  /**
   * The first file of that name that can be run.
   *
   * @param name without a folder
   * @param path the variable {@code PATH}
   * @param directory what relative folders in it are relative to
   */
  public static Optional<Path> find(String name, String path, Path directory) {
    boolean windows = File.separatorChar == '\\';
    List<String> endings = windows ? List.of("", ".exe", ".bat", ".cmd") : List.of("");
    for (String folder : path.split(File.pathSeparator)) {
      for (String ending : endings) {
        Path file = directory.resolve(folder).resolve(name + ending);
        if (Files.isRegularFile(file) && Files.isExecutable(file)) {
          return Optional.of(file);
        }
      }
    }
    return Optional.empty();
  }

  /** Whether it is a Python, by its name or where it links to, or a script whose first line names one. */
  static boolean runsPython(Path file) {
    if (isPython(file)) {
      return true;
    }
    try (InputStream in = Files.newInputStream(file)) {
      String start = new String(in.readNBytes(LONGEST_FIRST_LINE), StandardCharsets.ISO_8859_1);
      return start.startsWith("#!") && start.lines().findFirst().orElse("").contains("python")
          || isPython(file.toRealPath());
    } catch (IOException e) {
      // A program that may be run but not read is none of a language that reads it.
      return false;
    }
  }

  private static boolean isPython(Path file) {
    return PYTHON.matcher(file.getFileName().toString()).matches();
  }
}
