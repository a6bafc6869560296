package dev.hermetic.base;

import dev.hermetic.oci.Digest;
import dev.hermetic.oci.Image;
import dev.hermetic.oci.ImageReference;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What an image is built upon. Its blobs are carried as they are.
 *
 * @param name what a person calls it
 * @param image empty for none at all
 * @param reference in its registry, with the digest that was found; empty where it is from none
 * @param digest of its manifest, or of the index that its reference names; empty for none at all
 * @param files in its root
 */
public record BaseImage(
    String name,
    Optional<Image> image,
    Optional<ImageReference> reference,
    Optional<Digest> digest,
    BaseFiles files) {
  /** Nothing at all, with the C library that the environment brings for it. */
  public BaseImage with(PackagedLibc libc) {
    return new BaseImage(name, image, reference, digest, libc.files());
  }

  /** Which repository has the layers: a registry may take them from there. */
  public Map<Digest, ImageReference> origins() {
    Map<Digest, ImageReference> origins = new TreeMap<>();
    reference.ifPresent(
        place ->
            image.ifPresent(
                one -> one.layers().forEach(layer -> origins.put(layer.blob().digest(), place))));
    return origins;
  }
}
