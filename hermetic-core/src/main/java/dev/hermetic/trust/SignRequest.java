package dev.hermetic.trust;

import dev.hermetic.attest.SigningKey;
import dev.hermetic.oci.Digest;
import dev.hermetic.oci.ImageReference;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An image to sign.
 *
 * @param repositories that have it; tags and digests in them do not count
 * @param image the digest of its manifest
 * @param evidence what is said of it beside that it is signed
 * @param folder for copies of all that is signed; null for none
 */
public record SignRequest(
    List<ImageReference> repositories,
    Digest image,
    SigningKey key,
    Evidence evidence,
    @Nullable Path folder) {
  public SignRequest {
    repositories =
        List.copyOf(
            new LinkedHashSet<>(
                repositories.stream().map(one -> one.withTag(null).withDigest(null)).toList()));
  }
}
