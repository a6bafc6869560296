package dev.hermetic.maven;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Finds out whether a project has tests that pytest would find. */
final class PythonTests {
  private static final List<String> FOLDERS = List.of("tests", "test", "src/test/python");
  private static final int DEPTH = 6;

  private PythonTests() {}

  static boolean areIn(Path project) {
    return has(project, 1) || FOLDERS.stream().anyMatch(name -> has(project.resolve(name), DEPTH));
  }

  private static boolean has(Path folder, int depth) {
    if (!Files.isDirectory(folder)) {
      return false;
    }
    try (Stream<Path> files = Files.walk(folder, depth)) {
      return files
          .map(file -> file.getFileName().toString())
          .anyMatch(name -> name.matches("test_.*\\.py|.*_test\\.py"));
    } catch (IOException | UncheckedIOException e) {
      // Tests that cannot be looked for are not passed over: pytest tells what is wrong.
      return true;
    }
  }
}
