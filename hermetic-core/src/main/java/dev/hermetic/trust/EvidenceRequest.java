package dev.hermetic.trust;

import dev.hermetic.track.WorkFolder;
import java.nio.file.Path;
import java.time.Instant;

/**
 * Where a build has left what it knows.
 *
 * @param project its folder
 * @param work the build folder of Hermetic, with {@code image}, {@code sbom}, {@code scan}
 * @param lockfile conda-lock.yml as it is now
 * @param builder who builds, a URI
 * @param version of Hermetic
 * @param created the time that all that is made has, for what has to have one
 */
public record EvidenceRequest(
    Path project, Path work, Path lockfile, String builder, String version, Instant created) {
  /** The facts of the image. */
  public Path imageFolder() {
    return WorkFolder.image(work);
  }

  /** A file as it is shown to users: relative to the project where it is inside, with {@code /}. */
  String shown(Path file) {
    String path =
        file.startsWith(project) ? project.relativize(file).toString() : file.toString();
    return path.replace('\\', '/');
  }
}
