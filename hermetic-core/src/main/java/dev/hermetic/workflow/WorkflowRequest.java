package dev.hermetic.workflow;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What the pipelines of a project depend on.
 *
 * @param lockfile of the project, relative to it, with {@code /} between its parts
 * @param tracks that are declared beside the stable lock
 * @param branches that push and sign; they have to be protected on the server
 * @param bindsTests whether Maven's lifecycle runs the Python tests
 * @param cron when updates are looked for, UTC, see {@link Cron}; empty for never
 * @param container the image in which GitLab runs the jobs: Maven 3.9 or later, git, bash
 */
public record WorkflowRequest(
    String lockfile,
    SortedSet<String> tracks,
    List<String> branches,
    boolean bindsTests,
    Optional<String> cron,
    String container) {
  /** The container where nobody names another. */
  public static final String CONTAINER = "maven:3.9-eclipse-temurin-17";

  public WorkflowRequest {
    tracks = Collections.unmodifiableSortedSet(new TreeSet<>(tracks));
    branches = List.copyOf(branches);
  }

  /**
   * The goals that test and make the image in one Maven build, as {@code push} demands it. The scan that
   * a lifecycle may have is left to the step of that name.
   */
  String testGoals() {
    return "verify -Dhermetic.scan.skip=true"
        + (bindsTests ? " hermetic:image" : " hermetic:test hermetic:image");
  }

  /** The stable lock and the tracks, as members of a list in YAML. */
  String trackList() {
    List<String> names = new ArrayList<>(List.of("stable"));
    names.addAll(tracks);
    return String.join(", ", names.stream().distinct().map(WorkflowRequest::quoted).toList());
  }

  /** A text as a scalar of YAML in single quotes. */
  static String quoted(String text) {
    return "'" + text.replace("'", "''") + "'";
  }
}
