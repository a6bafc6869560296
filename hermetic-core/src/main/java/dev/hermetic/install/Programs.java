package dev.hermetic.install;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Finds programs as a shell does. */
public final class Programs {
  private static final Pattern PYTHON = Pattern.compile("(python|pypy)[0-9.]*(w|t|d)?(\\.exe)?");

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

  /**
   * Whether it is a Python, by its name or where it links to, or a script. Those that pip, uv and pyenv
   * put into PATH end in a Python, though a shell may be what their first line names.
   */
  static boolean mayRunPython(Path file) {
    if (isPython(file)) {
      return true;
    }
    try (InputStream in = Files.newInputStream(file)) {
      return Arrays.equals(in.readNBytes(2), new byte[] {'#', '!'}) || isPython(file.toRealPath());
    } catch (IOException e) {
      // A program that may be run but not read is no script.
      return false;
    }
  }

  private static boolean isPython(Path file) {
    return PYTHON.matcher(file.getFileName().toString()).matches();
  }
}
