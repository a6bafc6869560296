package dev.hermetic.registry;

import dev.hermetic.oci.Digest;
import dev.hermetic.oci.ImageReference;
import java.util.List;

/**
 * What a push did.
 *
 * @param reference of the image by its digest, without a tag
 * @param blobs in the order of the image: layers from the bottom up, then the configuration
 * @param tags that name it now, sorted
 * @param moved those of them that named another image before, sorted
 */
public record PushResult(
    ImageReference reference, List<Blob> blobs, List<String> tags, List<String> moved) {
  /**
   * One blob.
   *
   * @param size in bytes
   */
  public record Blob(Digest digest, long size, Registry.Arrival arrival) {}

  public PushResult {
    blobs = List.copyOf(blobs);
    tags = List.copyOf(tags);
    moved = List.copyOf(moved);
  }

  /** How many blobs came so. */
  public long count(Registry.Arrival arrival) {
    return blobs.stream().filter(blob -> blob.arrival() == arrival).count();
  }

  /** Bytes of blobs that were sent, each counted once. */
  public long sentBytes() {
    return blobs.stream()
        .filter(blob -> blob.arrival() == Registry.Arrival.SENT)
        .mapToLong(Blob::size)
        .sum();
  }
}
