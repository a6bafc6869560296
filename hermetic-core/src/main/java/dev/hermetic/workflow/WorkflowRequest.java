package dev.hermetic.workflow;

import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What the pipelines of a project depend on.
 *
 * @param lockfile of the project, relative to it, with {@code /} between its parts
 * @param tracks that are declared beside the stable lock
 * @param branches that push and sign; they have to be protected on the server
 * @param bindsTests whether Maven's lifecycle runs the Python tests
 * @param cron when updates are looked for, UTC, five fields
 */
public record WorkflowRequest(
    String lockfile,
    SortedSet<String> tracks,
    List<String> branches,
    boolean bindsTests,
    String cron) {
  public WorkflowRequest {
    tracks = Collections.unmodifiableSortedSet(new TreeSet<>(tracks));
    branches = List.copyOf(branches);
  }

  /** The goals that test and make the image in one Maven build, as {@code push} demands it. */
  String testGoals() {
    return bindsTests ? "verify hermetic:image" : "verify hermetic:test hermetic:image";
  }

  /** A text as a scalar of YAML in single quotes. */
  static String quoted(String text) {
    return "'" + text.replace("'", "''") + "'";
  }
}
