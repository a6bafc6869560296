package dev.hermetic.image;

import dev.hermetic.oci.Digest;
import dev.hermetic.problem.HermeticException;
import dev.hermetic.problem.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Lets through only the digest that was made from the lock as it is, and tested. */
public final class PushGate {
  private PushGate() {}

  /**
   * What the gate looks at.
   *
   * @param lockfile the lock as it is now
   * @param built the digest that this build made; empty when the image is of a build before
   * @param work the build folder of Hermetic
   * @param needsTests whether the project has tests that have to pass
   */
  public record Question(
      Path lockfile, Optional<String> built, Path work, boolean needsTests) {}

  /**
   * Checks all at once.
   *
   * @param found the digest of the image that would be pushed
   * @throws HermeticException HERM-IMAGE-020 to 023
   */
  public static void check(ImageFacts facts, Digest found, Question question) {
    List<Problem> problems = new ArrayList<>();
    String digest = found.toString();
    if (!digest.equals(facts.digest())
        || question.built().isPresent() && !digest.equals(question.built().get())) {
      problems.add(
          ImageProblems.otherDigest(digest, question.built().orElse(facts.digest())));
    }
    String lock = sha256(question.lockfile());
    if (!lock.equals(facts.lock().sha256())) {
      problems.add(ImageProblems.otherLock(facts.lock().file()));
    }
    if (question.needsTests()) {
      Optional<TestRecord> tested = TestRecord.find(question.work());
      if (tested.isEmpty() || !tested.get().lock().equals(facts.lock().sha256())) {
        problems.add(ImageProblems.notTested(facts.digest()));
      } else if (!tested.get().image().equals(Optional.of(facts.digest()))) {
        problems.add(ImageProblems.otherTested(facts.digest()));
      }
    }
    if (!problems.isEmpty()) {
      throw new HermeticException(problems);
    }
  }

  /** Of a file's bytes, 64 hex digits. */
  public static String sha256(Path file) {
    try {
      return Digest.of(Files.readAllBytes(file)).hex();
    } catch (IOException e) {
      throw ImageProblems.changed(file.toString(), e);
    }
  }
}
