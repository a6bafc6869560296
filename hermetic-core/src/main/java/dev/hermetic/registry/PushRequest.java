package dev.hermetic.registry;

import dev.hermetic.oci.Digest;
import dev.hermetic.oci.Image;
import dev.hermetic.oci.ImageReference;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * An image to push.
 *
 * @param target its tag is one of the tags; its digest has to be null
 * @param tags further ones; with none at all the image is pushed by its digest alone
 * @param origins for blobs that another repository has, which; counts where the registry is the same
 */
public record PushRequest(
    ImageReference target, List<String> tags, Image image, Map<Digest, ImageReference> origins) {
  public PushRequest {
    Objects.requireNonNull(image, "image");
    if (target.digest() != null) {
      throw new IllegalArgumentException("what is pushed has its own digest");
    }
    tags =
        List.copyOf(
            new TreeSet<>(
                Stream.concat(tags.stream(), Stream.ofNullable(target.tag())).toList()));
    origins = Map.copyOf(origins);
  }
}
