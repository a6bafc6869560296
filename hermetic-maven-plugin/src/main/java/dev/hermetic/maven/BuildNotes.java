package dev.hermetic.maven;

import java.util.Optional;
import org.apache.maven.project.MavenProject;

/**
 * What the goals of one build tell those that follow in it. Only texts, since the plugin may be
 * loaded twice in one build.
 */
final class BuildNotes {
  private static final String IMAGE = "dev.hermetic.image.digest";
  private static final String TESTS = "dev.hermetic.tests.passed";

  private BuildNotes() {}

  static void imageMade(MavenProject project, String digest) {
    project.setContextValue(IMAGE, digest);
  }

  /** The digest of the image; empty when the image is of a build before. */
  static Optional<String> image(MavenProject project) {
    return project.getContextValue(IMAGE) instanceof String digest
        ? Optional.of(digest)
        : Optional.empty();
  }

  static void testsPassed(MavenProject project) {
    project.setContextValue(TESTS, "true");
  }

  static boolean haveTestsPassed(MavenProject project) {
    return "true".equals(project.getContextValue(TESTS));
  }
}
