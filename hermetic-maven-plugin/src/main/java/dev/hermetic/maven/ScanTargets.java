package dev.hermetic.maven;

import dev.hermetic.scan.Origin;
import dev.hermetic.scan.Subject;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.StreamSupport;
import org.apache.maven.project.MavenProject;
import org.jspecify.annotations.Nullable;

/** What is scanned beside the lock and the image. */
final class ScanTargets {
  private ScanTargets() {}

  /** What a project itself needs when it runs. */
  static List<Subject> dependencies(MavenProject project) {
    return project.getArtifacts().stream()
        .map(
            one ->
                new Subject(
                    Origin.MAVEN,
                    one.getGroupId() + ":" + one.getArtifactId(),
                    one.getVersion(),
                    List.of()))
        .distinct()
        .sorted()
        .toList();
  }

  /**
   * The bill that {@code hermetic:sbom} made of the whole, for scanners where there is no image.
   *
   * @param folder of the bills
   * @return null where there is none, which is told when a scanner would need it
   */
  static @Nullable Path bill(Path folder) {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*.cdx.json")) {
      return StreamSupport.stream(files.spliterator(), false).sorted().findFirst().orElse(null);
    } catch (IOException e) {
      return null;
    }
  }
}
