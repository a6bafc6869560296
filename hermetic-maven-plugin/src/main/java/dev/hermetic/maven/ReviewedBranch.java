package dev.hermetic.maven;

import java.util.Map;

/** What a change under review is compared with, by the variables of the CI server. */
final class ReviewedBranch {
  private ReviewedBranch() {}

  /**
   * The revision of git. GitHub names the branch that a pull request is for, which {@code
   * actions/checkout} has as that of the remote; GitLab names the commit from which it branched off.
   */
  static String of(Map<String, String> environment) {
    String gitlab = environment.getOrDefault("CI_MERGE_REQUEST_DIFF_BASE_SHA", "");
    if (!gitlab.isBlank()) {
      return gitlab;
    }
    String github = environment.getOrDefault("GITHUB_BASE_REF", "");
    return github.isBlank() ? "HEAD" : "origin/" + github;
  }
}
