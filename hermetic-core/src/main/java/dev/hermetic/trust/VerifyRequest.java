package dev.hermetic.trust;

import dev.hermetic.attest.VerifyingKey;
import dev.hermetic.oci.ImageReference;
import java.nio.file.Path;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * An image to verify.
 *
 * @param image by tag or digest
 * @param built the digest that a build here has made; empty where none was
 * @param places the lock, and where files of the build are compared with what was signed
 * @param pins {@code base-image.lock}; need not be there
 * @param required what has to be said of the image; a signature always
 */
public record VerifyRequest(
    ImageReference image,
    Optional<String> built,
    VerifyingKey key,
    EvidenceRequest places,
    Path pins,
    SortedSet<Kind> required) {
  /** What no image is trusted without where nothing else is said: all that a build can say of it. */
  public static final Set<Kind> USUAL =
      Collections.unmodifiableSet(EnumSet.allOf(Kind.class));

  public VerifyRequest {
    SortedSet<Kind> all = new TreeSet<>(required);
    all.add(Kind.SIGNATURE);
    required = Collections.unmodifiableSortedSet(all);
  }
}
