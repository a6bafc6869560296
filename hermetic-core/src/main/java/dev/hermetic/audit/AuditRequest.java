package dev.hermetic.audit;

import java.nio.file.Path;
import java.util.List;

/**
 * What to put together.
 *
 * @param name of the project and its version, for people
 * @param project its folder
 * @param work the build folder of Hermetic
 * @param lockfile conda-lock.yml
 * @param inputs further files that decide on the lock or the verdict: environment files, policy; those
 *     that are not there are passed over
 * @param prefix where the environment of the image was put together
 * @param target the zip to write
 */
public record AuditRequest(
    String name,
    Path project,
    Path work,
    Path lockfile,
    List<Path> inputs,
    Path prefix,
    Path target) {
  public AuditRequest {
    inputs = List.copyOf(inputs);
  }

  /** A file as it is shown to users. */
  String shown(Path file) {
    String path = file.startsWith(project) ? project.relativize(file).toString() : file.toString();
    return path.replace('\\', '/');
  }
}
