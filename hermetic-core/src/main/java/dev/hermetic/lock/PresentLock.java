package dev.hermetic.lock;

import dev.hermetic.lock.LockRequest.Mode;
import dev.hermetic.lockfile.CondaLockReader;
import dev.hermetic.lockfile.LocatedLock;
import dev.hermetic.lockfile.Lockfile;
import dev.hermetic.lockfile.OwnMetadata;
import dev.hermetic.problem.HermeticException;
import dev.hermetic.problem.Problem;
import dev.hermetic.yaml.YamlFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads the lock that is there already, as strictly as it matters for what may be done to it. */
final class PresentLock {
  private PresentLock() {}

  /**
   * The lock as it is, without its packages where it is replaced in any case. One with single values
   * that are wrong is taken without them where it is to be mended, so that what it pins besides
   * stays. One of which nothing can be read is replaced only where the user has said so: to solve
   * afresh without a word, in the middle of a merge, would move everything.
   *
   * @param warn told of what the lock loses
   * @throws HermeticException when the lock cannot be read and is not to be replaced
   */
  static Optional<LocatedLock> find(LockRequest request, Consumer<Problem> warn) {
    if (!Files.exists(request.lockfile())) {
      return Optional.empty();
    }
    String shown = shown(request);
    LocatedLock lock;
    try {
      lock =
          request.mode() == Mode.ALWAYS
              ? CondaLockReader.readMetadata(request.lockfile(), shown)
              : CondaLockReader.readLocated(request.lockfile(), shown);
      if (request.mode() != Mode.IF_STALE) {
        LockChecks.whole(lock);
      }
    } catch (HermeticException e) {
      requireReplaceable(request, e);
      warn.accept(LockProblems.unreadable(shown, e.problems().get(0).fact()));
      return Optional.empty();
    }
    requireKnownFormat(lock.lockfile(), shown);
    if (!lock.problems().isEmpty()) {
      warn.accept(LockProblems.partlyWrong(lock.problems()));
    }
    return Optional.of(lock);
  }

  /**
   * The text of the lock, which has to be there.
   *
   * @throws HermeticException when it cannot be read
   */
  static String text(LockRequest request) {
    return YamlFile.readText(request.lockfile(), shown(request));
  }

  /**
   * The whole lock of a text.
   *
   * @throws HermeticException with everything that keeps it from being read
   */
  static LocatedLock parse(LockRequest request, String text) {
    LocatedLock lock = CondaLockReader.parseLocated(text, shown(request));
    requireKnownFormat(lock.lockfile(), shown(request));
    return lock;
  }

  /** The lock of a text without its packages; null where its head cannot be read, as {@link #parse} tells. */
  static @Nullable Lockfile head(LockRequest request, String text) {
    try {
      return CondaLockReader.parseMetadata(text, shown(request)).lockfile();
    } catch (HermeticException e) {
      return null;
    }
  }

  /** The lock as problems name it. */
  static String shown(LockRequest request) {
    return ShownPaths.relative(request.directory(), request.lockfile());
  }

  private static void requireReplaceable(LockRequest request, HermeticException cause) {
    List<Problem> problems = cause.problems();
    if (request.mode() == Mode.FROZEN || has(problems, CondaLockReader.OTHER_FORMAT)) {
      throw cause;
    }
    if (!wasALock(request.lockfile())) {
      throw new HermeticException(LockProblems.noLockFile(shown(request)), cause);
    }
    if (request.mode() == Mode.ALWAYS || isEmpty(request.lockfile())) {
      return;
    }
    throw has(problems, CondaLockReader.CONFLICT)
        ? cause
        : new HermeticException(LockProblems.nothingToKeep(shown(request), problems), cause);
  }

  private static boolean has(List<Problem> problems, String code) {
    return problems.stream().anyMatch(problem -> problem.code().equals(code));
  }

  private static void requireKnownFormat(Lockfile lock, String shown) {
    String format = lock.metadata().custom().getOrDefault(OwnMetadata.FORMAT_KEY, "0");
    if (!format.matches("\\d{1,4}") || Integer.parseInt(format) > OwnMetadata.FORMAT) {
      throw new HermeticException(LockProblems.newerFormat(shown, format));
    }
  }

  /** Whether a file that cannot be read as a lock shows that it was one. */
  private static boolean wasALock(Path file) {
    try (Stream<String> lines = Files.lines(file, StandardCharsets.ISO_8859_1)) {
      return isEmpty(file)
          || lines.anyMatch(line -> line.startsWith("metadata:") || line.startsWith("package:"));
    } catch (IOException | UncheckedIOException e) {
      return Files.isDirectory(file);
    }
  }

  /** A file in which nothing is locked. */
  private static boolean isEmpty(Path file) {
    try {
      return Files.isRegularFile(file) && Files.size(file) == 0;
    } catch (IOException e) {
      return false;
    }
  }
}
