package dev.hermetic.image;

import dev.hermetic.lockfile.AtomicFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the project's tests have passed with, kept in the build folder.
 *
 * @param lock SHA-256 of the lock's bytes, 64 hex digits
 * @param image digest of the image that the same build made after the tests, and so of the files that
 *     were tested; empty as long as there is none
 */
public record TestRecord(String lock, Optional<String> image) {
  private static final String NAME = "tests-passed";
  private static final Pattern TEXT =
      Pattern.compile("([0-9a-f]{64})\n(?:(sha256:[0-9a-f]{64})\n)?");

  /** The record; empty when no tests have passed. */
  public static Optional<TestRecord> find(Path work) {
    try {
      Matcher text = TEXT.matcher(Files.readString(work.resolve(NAME)));
      return text.matches()
          ? Optional.of(new TestRecord(text.group(1), Optional.ofNullable(text.group(2))))
          : Optional.empty();
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

  /** Records that the tests have passed with a lock. */
  public static void passed(Path work, Path lockfile) {
    new TestRecord(PushGate.sha256(lockfile), Optional.empty()).write(work);
  }

  /**
   * Records the image that a build made after its tests have passed. Nothing where they have passed
   * with another lock.
   */
  public static void made(Path work, ImageFacts facts) {
    find(work)
        .filter(record -> record.lock().equals(facts.lock().sha256()))
        .ifPresent(
            record -> new TestRecord(record.lock(), Optional.of(facts.digest())).write(work));
  }

  private void write(Path work) {
    String text = lock + "\n" + image.map(digest -> digest + "\n").orElse("");
    AtomicFiles.write(Map.of(work.resolve(NAME), text.getBytes(StandardCharsets.UTF_8)));
  }
}
