package dev.hermetic.maven;

import dev.hermetic.oci.ImageReference;
import java.util.ArrayList;
import java.util.List;
import org.apache.maven.project.MavenProject;
import org.jspecify.annotations.Nullable;

/** By what an image is known. */
final class ImageNames {
  private ImageNames() {}

  /**
   * The references that a user gives.
   *
   * @param to a reference; the project's version is its tag where neither it nor the tags have one.
   *     Null for none
   * @param tags further ones
   * @return empty when the user gives no reference
   */
  static List<ImageReference> references(
      @Nullable String to, List<String> tags, MavenProject project) {
    if (to == null) {
      return List.of();
    }
    ImageReference given = ImageReference.parse(to);
    List<ImageReference> references = new ArrayList<>();
    if (given.tag() != null) {
      references.add(given);
    } else if (tags.isEmpty()) {
      references.add(given.withTag(tagOf(project.getVersion())));
    }
    tags.forEach(tag -> references.add(given.withTag(tag)));
    return references;
  }

  /** The name of an image to which the user gives none. */
  static String ofProject(MavenProject project) {
    return tagOf(project.getArtifactId()) + ":" + tagOf(project.getVersion());
  }

  /** Versions have characters that tags have not. */
  private static String tagOf(String version) {
    String tag = version.replaceAll("[^A-Za-z0-9_.-]", "-").replaceAll("^[.-]+", "");
    return tag.isEmpty() ? "latest" : tag.substring(0, Math.min(tag.length(), 128));
  }
}
