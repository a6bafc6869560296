package dev.hermetic.repodata;

import dev.hermetic.problem.Problem;

/** The texts of problems with sharded repodata. */
final class ShardProblems {
  private static final String TELL =
      "try again with -U; where it stays so, tell the owner of the channel, or use a mirror"
          + " (hermetic.mirrors)";

  private ShardProblems() {}

  static Problem brokenIndex(String url, String fact) {
    return new Problem(
        "HERM-REPO-004",
        Problem.Kind.ENVIRONMENT,
        url,
        "the index of the channel's shards cannot be used: " + fact,
        TELL);
  }

  static Problem broken(String url, String name, String fact) {
    return new Problem(
        "HERM-REPO-005",
        Problem.Kind.ENVIRONMENT,
        url,
        "the shard of " + name + " cannot be used: " + fact,
        TELL);
  }

  static Problem missing(String url, String name) {
    return new Problem(
        "HERM-REPO-006",
        Problem.Kind.ENVIRONMENT,
        url,
        "the channel has no shard of " + name + " although its index names it",
        TELL);
  }
}
