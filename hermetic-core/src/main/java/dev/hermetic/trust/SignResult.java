package dev.hermetic.trust;

import dev.hermetic.oci.ImageReference;
import java.util.List;

/**
 * What was signed.
 *
 * @param images by digest
 * @param said the kinds of statements with the files that they come from
 * @param absent what could have been said and is not
 * @param fresh whether anything had to be written
 * @param hint of the key, see {@link dev.hermetic.attest.VerifyingKey#hint}
 */
public record SignResult(
    List<ImageReference> images,
    List<String> said,
    List<String> absent,
    boolean fresh,
    String hint) {
  public SignResult {
    images = List.copyOf(images);
    said = List.copyOf(said);
    absent = List.copyOf(absent);
  }
}
