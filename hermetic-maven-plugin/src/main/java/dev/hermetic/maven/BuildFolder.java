package dev.hermetic.maven;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Folders whose defaults come from the POM: without one Maven leaves {@code ${project…}} as it is. */
final class BuildFolder {
  private BuildFolder() {}

  /** The project's build folder. */
  static Path of(@Nullable String parameter, Path folder) {
    return resolve(parameter, "target", folder);
  }

  /** Where a direct call puts the report. */
  static Path ofReport(@Nullable String parameter, Path folder) {
    return resolve(parameter, "target/site/hermetic", folder);
  }

  private static Path resolve(@Nullable String parameter, String usual, Path folder) {
    boolean unresolved = parameter == null || parameter.isBlank() || parameter.contains("${");
    return folder.resolve(unresolved ? usual : parameter.strip());
  }
}
