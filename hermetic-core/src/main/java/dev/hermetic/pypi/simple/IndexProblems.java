package dev.hermetic.pypi.simple;

import dev.hermetic.problem.Problem;
import dev.hermetic.problem.Problem.Kind;

/** What may be wrong with an index. */
final class IndexProblems {
  private IndexProblems() {}

  static Problem badPage(String subject, String fact) {
    return new Problem(
        "HERM-INDEX-001",
        Kind.ENVIRONMENT,
        subject,
        fact,
        "check that the address is that of a package index with the simple API, such as"
            + " https://pypi.org/simple");
  }

  static Problem noFolder(String subject) {
    return new Problem(
        "HERM-INDEX-002",
        Kind.INPUT,
        subject,
        "find-links names neither a folder nor a page that is there",
        "correct the path or URL, or remove the line");
  }

  static Problem unreadable(String subject, String detail) {
    return new Problem(
        "HERM-INDEX-003",
        Kind.ENVIRONMENT,
        subject,
        "cannot be read: " + detail,
        "make it readable for the user who runs the build, and run the goal again");
  }
}
