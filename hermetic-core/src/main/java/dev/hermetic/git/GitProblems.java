package dev.hermetic.git;

import dev.hermetic.problem.Problem;
import dev.hermetic.text.TextStyle;

/** The texts of the area GIT. */
final class GitProblems {
  private GitProblems() {}

  static Problem notARevision(String revision) {
    return new Problem(
        "HERM-GIT-001",
        Problem.Kind.INPUT,
        "revision '" + TextStyle.UNICODE.clean(revision) + "'",
        "is neither a file nor a revision of git",
        "name a lock file, or a commit, branch or tag, for example HEAD~1");
  }

  static Problem noCheckout(String folder, String revision) {
    return new Problem(
        "HERM-GIT-002",
        Problem.Kind.INPUT,
        folder,
        "is not in a git checkout, so that there is no revision '" + revision + "'",
        "run this in a checkout, or compare two files with -Dhermetic.from=FILE"
            + " -Dhermetic.to=FILE");
  }

  static Problem noRevision(String revision, boolean shallow) {
    return new Problem(
        "HERM-GIT-003",
        Problem.Kind.INPUT,
        "revision '" + revision + "'",
        shallow
            ? "is not in this checkout, which is shallow"
            : "is not in this checkout, nor is there such a file",
        shallow
            ? "fetch more of the history (`git fetch --unshallow`, or fetch-depth: 0 in CI), or"
                + " correct the name"
            : "correct the name: `git log --oneline` lists commits, `git branch --all` branches");
  }

  static Problem noFile(String file, String revision) {
    return new Problem(
        "HERM-GIT-004",
        Problem.Kind.INPUT,
        file,
        "is not in revision '" + revision + "': it was not tracked then",
        "commit the file first, or name a revision that has it");
  }

  static Problem failed(String what, String why) {
    return new Problem(
        "HERM-GIT-005",
        Problem.Kind.ENVIRONMENT,
        "git",
        what + ": " + why,
        "see that `git status` works in this folder as this user, or compare two files");
  }
}
