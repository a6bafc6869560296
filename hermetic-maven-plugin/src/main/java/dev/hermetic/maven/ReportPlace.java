package dev.hermetic.maven;

import java.nio.file.Path;

/** Folders that a POM may place elsewhere. */
final class ReportPlace {
  private ReportPlace() {}

  /** Without a POM Maven leaves {@code ${project…}} in the default as it is. */
  static Path of(String parameter, String otherwise, Path folder) {
    boolean unresolved = parameter.isBlank() || parameter.contains("${");
    return folder.resolve(unresolved ? otherwise : parameter.strip());
  }
}
