package dev.hermetic.trust;

import dev.hermetic.attest.Envelope;
import dev.hermetic.oci.BlobSource;
import dev.hermetic.oci.Descriptor;
import dev.hermetic.oci.ImageManifest;
import dev.hermetic.oci.ImageReference;
import dev.hermetic.registry.Registry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Optional;

/** What lies beside an image in its repository: small artifacts, read and written whole. */
final class Beside {
  /** An honest image has a handful; a registry that lists more would keep us busy for ever. */
  static final int MOST = 500;

  private final Registry registry;
  private final ImageReference subject;

  /** @param subject has a digest and no tag */
  Beside(Registry registry, ImageReference subject) {
    this.registry = registry;
    this.subject = subject;
  }

  Registry registry() {
    return registry;
  }

  ImageReference subject() {
    return subject;
  }

  ImageReference repository() {
    return subject.withDigest(null);
  }

  /** The manifest that a reference in this repository names. */
  Optional<ImageManifest> manifest(ImageReference reference) {
    return registry
        .document(reference)
        .map(
            document ->
                ImageManifest.parse(
                    document.bytes(), document.mediaType(), reference.toString()));
  }

  /** A blob's bytes, verified. */
  byte[] read(Descriptor blob) {
    if (blob.size() > Envelope.MOST_BYTES) {
      throw TrustProblems.tooLarge(subject, blob.size());
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      registry.pull(repository(), blob).copyTo(out);
    } catch (IOException e) {
      throw new IllegalStateException("memory cannot fail", e);
    }
    return out.toByteArray();
  }

  /** Sees to it that the repository has these bytes. */
  Descriptor write(String mediaType, byte[] bytes) {
    registry.push(repository(), BlobSource.of(bytes, "signature"), null, sent -> {});
    return Descriptor.of(mediaType, bytes);
  }
}
