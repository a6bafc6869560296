package dev.hermetic.oci;

import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** An image on disk in whichever form: told by what is there, not by its name. */
public final class ImageFile {
  private ImageFile() {}

  /**
   * The image of a platform.
   *
   * @param place a folder with a layout, an OCI tar or Docker's tar
   * @param name by which it is listed there; null where there is only one
   * @throws dev.hermetic.problem.HermeticException HERM-OCI-002 to 008, 011
   */
  public static Image read(Path place, ImagePlatform platform, @Nullable String name) {
    if (Files.isDirectory(place)) {
      return OciLayout.open(place).image(platform, name);
    }
    TarMembers members = TarMembers.of(place);
    // Docker 25 and later write both in one: then the layout, which has digests of all.
    if (members.find(OciLayout.INDEX).isPresent()) {
      return OciTar.of(members).image(platform, name);
    }
    if (members.find(DockerTar.MANIFEST).isPresent()) {
      return DockerTar.of(members).image(platform, name);
    }
    throw OciProblems.damaged(
        OciProblems.shown(place), "it has neither an index.json nor a manifest.json", null);
  }
}
