package dev.hermetic.maven;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.hermetic.git.GitFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** What a change is compared with, by what the CI server says of it. */
final class ReviewedBranch {
  /** None, where a branch is new: 40 or 64 zeros. */
  private static final Pattern COMMIT = Pattern.compile("(?!0+$)(?:[0-9a-f]{40}|[0-9a-f]{64})");

  private ReviewedBranch() {}

  /**
   * The revision of git: for a pull request the commit from which it branched off, for a push the one
   * that the branch had before, else {@code HEAD}.
   *
   * @param folder any in the checkout
   */
  static String of(Map<String, String> environment, Path folder) {
    String merged = environment.getOrDefault("CI_MERGE_REQUEST_DIFF_BASE_SHA", "");
    if (!merged.isBlank()) {
      return merged;
    }
    String base = environment.getOrDefault("GITHUB_BASE_REF", "");
    if (!base.isBlank()) {
      // The branch itself may have moved on since this run was begun.
      String branch = "origin/" + base;
      return new GitFolder(folder).branchedOff(branch).orElse(branch);
    }
    return pushed(environment).orElse("HEAD");
  }

  private static Optional<String> pushed(Map<String, String> environment) {
    String before = environment.getOrDefault("CI_COMMIT_BEFORE_SHA", "");
    if ("push".equals(environment.get("GITHUB_EVENT_NAME"))) {
      try {
        JsonNode event =
            new ObjectMapper()
                .readTree(Path.of(environment.getOrDefault("GITHUB_EVENT_PATH", "")).toFile());
        before = event.path("before").asText();
      } catch (IOException e) {
        // Where the file is not that of a runner, nothing is known of the push.
        return Optional.empty();
      }
    }
    return Optional.of(before).filter(COMMIT.asMatchPredicate());
  }
}
