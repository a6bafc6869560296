package dev.hermetic.image;

import dev.hermetic.oci.ImageLayer;
import dev.hermetic.oci.ImagePlatform;
import dev.hermetic.oci.OciLayout;
import dev.hermetic.platform.Platform;
import java.nio.file.Path;
import java.util.List;

/** The layers that an image has of its base. */
public final class BaseLayers {
  private BaseLayers() {}

  /**
   * Those of an image that a build has made, from the bottom up.
   *
   * @param folder of the image
   * @throws dev.hermetic.problem.HermeticException HERM-IMAGE-016, HERM-OCI-nnn
   */
  public static List<ImageLayer> of(Path folder, ImageFacts facts) {
    ImagePlatform platform =
        ImagePlatform.of(new Platform(facts.platform()))
            .orElseThrow(() -> ImageProblems.noContainers(facts.platform()));
    List<ImageLayer> all =
        OciLayout.open(ImageFolder.layout(folder)).image(platform, null).layers();
    int ofBase = (int) facts.layers().stream().filter(ImageFacts.Layer::ofBase).count();
    return List.copyOf(all.subList(0, Math.min(ofBase, all.size())));
  }
}
