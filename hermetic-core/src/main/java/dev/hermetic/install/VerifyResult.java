package dev.hermetic.install;

import dev.hermetic.problem.Problem;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A prefix compared with what was installed.
 *
 * @param digest of what was installed, 64 lower-case hex digits
 * @param targetPrefix the path that the digest is for
 * @param paths how many were compared
 * @param ofThisLock whether it was installed from what the lock says now
 * @param shownLock the lock as problems name it
 * @param differences sorted by path
 */
public record VerifyResult(
    Path prefix,
    String digest,
    String targetPrefix,
    int paths,
    boolean ofThisLock,
    String shownLock,
    List<Difference> differences) {
  public VerifyResult {
    differences = List.copyOf(differences);
  }

  /** What makes it another environment than the locked one; caches of Python do not. */
  public List<Problem> problems() {
    List<Problem> problems = new ArrayList<>();
    if (count(Difference.Kind.CACHE) < differences.size()) {
      problems.add(
          InstallProblems.notIntact(
              prefix,
              count(Difference.Kind.CHANGED),
              count(Difference.Kind.ADDED),
              count(Difference.Kind.LOST)));
    }
    if (!ofThisLock) {
      problems.add(InstallProblems.otherLock(prefix, shownLock));
    }
    return problems;
  }

  /** How many paths differ that way. */
  public int count(Difference.Kind kind) {
    return (int) differences.stream().filter(one -> one.kind() == kind).count();
  }
}
