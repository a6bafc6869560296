package dev.hermetic.workflow;

import java.util.List;

/** A CI server. */
public enum Provider {
  GITHUB(Workflows.GITHUB_BUILD, Workflows.GITHUB_UPDATE),
  GITLAB(Workflows.GITLAB_BUILD);

  private final List<String> paths;

  Provider(String... paths) {
    this.paths = List.of(paths);
  }

  /** The files that it may have, by their paths in a project with {@code /} between their parts. */
  List<String> paths() {
    return paths;
  }
}
