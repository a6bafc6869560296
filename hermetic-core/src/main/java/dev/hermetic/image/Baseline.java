package dev.hermetic.image;

import dev.hermetic.base.BaseImage;
import dev.hermetic.base.BaseSource;
import dev.hermetic.oci.Image;
import dev.hermetic.oci.ImageLayer;
import dev.hermetic.oci.ImagePlatform;
import dev.hermetic.text.ByteText;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** Measures an image against another one, with the same measure for both. */
final class Baseline {
  private final Bases bases;

  Baseline(Bases bases) {
    this.bases = bases;
  }

  /**
   * Compares.
   *
   * @param text an image, as the base is named, or a size
   * @param folder that paths start from
   */
  BaselineResult compare(String text, Path folder, ImagePlatform platform, Image own) {
    OptionalLong size = ByteText.parse(text);
    if (size.isPresent()) {
      return new BaselineResult(text, List.of(), size.getAsLong(), -1);
    }
    BaseImage other = bases.other(BaseSource.parse(text, folder), platform);
    Image there = other.image().orElseThrow(() -> ImageProblems.noBaseline(text));
    DiskUse theirs = DiskUse.of(there);
    DiskUse ours = DiskUse.of(own);
    List<BaselineResult.Part> parts = new ArrayList<>();
    parts.add(new BaselineResult.Part("system", theirs.system(), ours.system()));
    parts.add(new BaselineResult.Part("environment", theirs.environment(), ours.environment()));
    parts.add(
        new BaselineResult.Part("package cache", theirs.packageCache(), ours.packageCache()));
    return new BaselineResult(text, parts, theirs.tars(), packed(there));
  }

  private static long packed(Image image) {
    return image.layers().stream()
        .map(ImageLayer::descriptor)
        .mapToLong(layer -> layer.size())
        .sum();
  }
}
