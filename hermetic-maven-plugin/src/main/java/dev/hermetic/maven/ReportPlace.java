package dev.hermetic.maven;

import java.nio.file.Path;

/** Where a direct call puts the report. */
final class ReportPlace {
  private ReportPlace() {}

  /** Without a POM Maven leaves {@code ${project…}} in the default as it is. */
  static Path of(String parameter, Path folder) {
    boolean unresolved = parameter.isBlank() || parameter.contains("${");
    return folder.resolve(unresolved ? "target/site/hermetic" : parameter.strip());
  }
}
