package dev.hermetic.workflow;

import dev.hermetic.problem.Problem;

/** The texts of HERM-CI problems. */
final class WorkflowProblems {
  private WorkflowProblems() {}

  static Problem stale(String path) {
    return new Problem(
        "HERM-CI-001",
        Problem.Kind.POLICY,
        path,
        "is not what this POM and this version of Hermetic make of it",
        "run `mvn hermetic:ci` and commit it");
  }

  static Problem notOurs(String path) {
    return new Problem(
        "HERM-CI-002",
        Problem.Kind.INPUT,
        path,
        "was not written by hermetic:ci and is left as it is",
        "move it away, or leave that server out of hermetic.ci.servers");
  }

  static Problem unreadable(String path, String reason) {
    return new Problem(
        "HERM-CI-003",
        Problem.Kind.ENVIRONMENT,
        path,
        "cannot be read: " + reason,
        "make it a regular file that this user may read");
  }
}
