package dev.hermetic.base;

import dev.hermetic.oci.ImageReference;
import java.nio.file.Path;
import java.util.List;

/** Where a base image is, as a user writes it. */
public sealed interface BaseSource {
  /** The word for no base at all. */
  String SCRATCH = "scratch";

  /** Nothing: the image has only what is put into it. */
  record Scratch() implements BaseSource {}

  /** In a registry. */
  record InRegistry(ImageReference reference) implements BaseSource {}

  /**
   * A folder with an OCI layout, an OCI tar or Docker's tar: told by what is there.
   *
   * @param name its path as it was written: the same on any machine where that is in the project
   */
  record OnDisk(Path place, String name) implements BaseSource {}

  /**
   * Reads {@code scratch}, {@code docker://NAME}, {@code oci:PATH}, {@code oci-archive:PATH}, {@code
   * docker-archive:PATH} and {@code tar://PATH} as Skopeo and Jib write them. Of what has no such
   * beginning a path is what begins with {@code /}, {@code ./} or {@code ../} or ends with {@code
   * .tar}; the rest is the name of an image in a registry.
   *
   * @param folder that paths start from
   * @throws dev.hermetic.problem.HermeticException HERM-OCI-001 when it is no name of an image
   */
  static BaseSource parse(String text, Path folder) {
    String from = text.strip();
    if (from.equals(SCRATCH)) {
      return new Scratch();
    }
    for (String beginning : List.of("oci:", "oci-archive:", "docker-archive:", "tar://")) {
      if (from.startsWith(beginning)) {
        return onDisk(from.substring(beginning.length()), folder);
      }
    }
    if (from.startsWith("docker://")) {
      return new InRegistry(ImageReference.parse(from.substring("docker://".length())));
    }
    boolean path =
        from.startsWith("/")
            || from.startsWith("./")
            || from.startsWith("../")
            || from.endsWith(".tar");
    return path ? onDisk(from, folder) : new InRegistry(ImageReference.parse(from));
  }

  private static BaseSource onDisk(String path, Path folder) {
    return new OnDisk(folder.resolve(path).normalize(), path);
  }
}
