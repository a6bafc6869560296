package dev.hermetic.trust;

import dev.hermetic.oci.ImageReference;
import java.util.List;

/**
 * An image that was verified, all of it well.
 *
 * @param image by its digest
 * @param confirmed what was found true, one sentence each
 * @param notes what could not be looked at, or lies beside the image and is none of the key's
 */
public record VerifyResult(ImageReference image, List<String> confirmed, List<String> notes) {
  public VerifyResult {
    confirmed = List.copyOf(confirmed);
    notes = List.copyOf(notes);
  }
}
