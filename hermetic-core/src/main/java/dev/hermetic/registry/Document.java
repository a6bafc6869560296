package dev.hermetic.registry;

import dev.hermetic.oci.Descriptor;
import dev.hermetic.oci.Digest;
import java.util.Objects;

/**
 * A manifest or index, with the bytes that its digest is of.
 *
 * @param bytes not to be changed
 */
public record Document(String mediaType, byte[] bytes) {
  public Document {
    Objects.requireNonNull(mediaType, "mediaType");
    Objects.requireNonNull(bytes, "bytes");
  }

  public Digest digest() {
    return Digest.of(bytes);
  }

  public Descriptor descriptor() {
    return Descriptor.of(mediaType, bytes);
  }
}
