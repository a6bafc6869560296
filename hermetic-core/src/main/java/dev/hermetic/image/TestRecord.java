package dev.hermetic.image;

import dev.hermetic.lockfile.AtomicFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Which lock the project's tests have passed with, kept in the build folder.
 *
 * @param lock SHA-256 of the lock's bytes, 64 hex digits
 */
public record TestRecord(String lock) {
  private static final String NAME = "tests-passed";

  /** The record; empty when no tests have passed. */
  public static Optional<TestRecord> find(Path work) {
    try {
      String text = Files.readString(work.resolve(NAME)).strip();
      return text.matches("[0-9a-f]{64}") ? Optional.of(new TestRecord(text)) : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** Forgets what was: tests begin anew. */
  public static void clear(Path work) {
    try {
      Files.deleteIfExists(work.resolve(NAME));
    } catch (IOException e) {
      throw ImageProblems.cannotForget(work.resolve(NAME), e);
    }
  }

  /** Records that the tests have passed. */
  public void write(Path work) {
    AtomicFiles.write(Map.of(work.resolve(NAME), (lock + "\n").getBytes(StandardCharsets.UTF_8)));
  }
}
