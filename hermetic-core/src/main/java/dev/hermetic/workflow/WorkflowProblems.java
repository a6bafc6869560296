package dev.hermetic.workflow;

import dev.hermetic.problem.Problem;

/** The texts of HERM-CI problems. */
final class WorkflowProblems {
  private WorkflowProblems() {}

  /** @param line the first one that is another, from 1 on */
  static Problem stale(String path, int line) {
    return new Problem(
        "HERM-CI-001",
        Problem.Kind.POLICY,
        path + ":" + line,
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

  static Problem missing(String path) {
    return new Problem(
        "HERM-CI-004",
        Problem.Kind.POLICY,
        path,
        "is missing, though hermetic.ci.servers or its fellow asks for it",
        "run `mvn hermetic:ci` and commit it; hermetic.ci.schedule=none is for pipelines without"
            + " updates");
  }

  static Problem unwanted(String path) {
    return new Problem(
        "HERM-CI-005",
        Problem.Kind.POLICY,
        path,
        "was written by hermetic:ci, and the POM does not ask for it any more",
        "run `mvn hermetic:ci`, which removes it, and commit that");
  }

  /** What a pipeline would fail for at one of its steps. */
  static Problem unready(String subject, String fact, String fix) {
    return new Problem("HERM-CI-006", Problem.Kind.INPUT, subject, fact, fix);
  }

  static Problem undeletable(String path, String reason) {
    return new Problem(
        "HERM-CI-007",
        Problem.Kind.ENVIRONMENT,
        path,
        "is not wanted any more and cannot be removed: " + reason,
        "remove it yourself");
  }

  static Problem notRoot(String repository) {
    return new Problem(
        "HERM-CI-008",
        Problem.Kind.INPUT,
        "pipelines",
        "would lie below " + repository + ", the root of the repository, where no server finds them",
        "run `mvn hermetic:ci` in the root, where it writes one pipeline for all modules of its POM; a"
            + " project that is none of these needs a repository, or pipelines, of its own");
  }

  static Problem otherSettings(String module, String here, String root) {
    return new Problem(
        "HERM-CI-009",
        Problem.Kind.INPUT,
        "hermetic.ci in " + module,
        "asks for " + here + ", and the root of the build for " + root,
        "set it in the POM of the root alone: a repository has one pipeline");
  }

  static Problem sameName(String name, String one, String other) {
    return new Problem(
        "HERM-CI-010",
        Problem.Kind.INPUT,
        other,
        "is called " + name + " as " + one + " is, and pipelines tell modules by their names",
        "give one of the modules another artifactId");
  }
}
