package dev.hermetic.image;

import dev.hermetic.platform.Platform;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A Dockerfile to be written.
 *
 * @param directory the project's folder, which is Docker's build context
 * @param lockfile conda-lock.yml
 * @param explicit the explicit file of the platform, within the project
 * @param target the file to write
 * @param prefix absolute path of the environment in the image
 * @param builder reference of an image that has {@code micromamba}
 * @param base reference of the image that the environment comes into
 * @param files as {@link FileRule} has them
 * @param variables of the environment file
 */
public record DockerfileRequest(
    Path directory,
    Path lockfile,
    Path explicit,
    Path target,
    Platform platform,
    String prefix,
    String builder,
    String base,
    RuntimeRequest runtime,
    List<String> files,
    SortedMap<String, String> variables) {
  public DockerfileRequest {
    files = List.copyOf(files);
    variables = Collections.unmodifiableSortedMap(new TreeMap<>(variables));
  }

  DockerfileRequest pinned(String builderDigest, String baseDigest) {
    return new DockerfileRequest(
        directory,
        lockfile,
        explicit,
        target,
        platform,
        prefix,
        builderDigest,
        baseDigest,
        runtime,
        files,
        variables);
  }

  /** A file of the project as the build context knows it. */
  String inContext(Path file) {
    return directory.relativize(file).toString().replace('\\', '/');
  }
}
