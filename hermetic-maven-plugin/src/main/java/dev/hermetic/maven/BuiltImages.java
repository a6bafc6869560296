package dev.hermetic.maven;

import java.util.Optional;
import org.apache.maven.project.MavenProject;

/** Which image a build has made, kept for the goals that follow in the same build. */
final class BuiltImages {
  private static final String KEY = "dev.hermetic.image.digest";

  private BuiltImages() {}

  /** A text, since the plugin may be loaded twice in one build. */
  static void put(MavenProject project, String digest) {
    project.setContextValue(KEY, digest);
  }

  /** Empty when the image is of a build before. */
  static Optional<String> find(MavenProject project) {
    return project.getContextValue(KEY) instanceof String digest
        ? Optional.of(digest)
        : Optional.empty();
  }
}
