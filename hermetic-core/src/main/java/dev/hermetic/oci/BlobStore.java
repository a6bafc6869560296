package dev.hermetic.oci;

import dev.hermetic.problem.HermeticException;
import dev.hermetic.text.Count;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** Blobs by digest, in a folder or a tar. */
interface BlobStore {
  /** The folder or tar. */
  Path place();

  /** What is kept under the digest, whatever it is. */
  Optional<BlobSource> find(Digest digest);

  /**
   * What a descriptor names.
   *
   * @throws HermeticException when it is not there or has another size
   */
  default BlobSource get(Descriptor descriptor) {
    String subject = OciProblems.shown(place());
    BlobSource found =
        find(descriptor.digest())
            .orElseThrow(
                () ->
                    OciProblems.damaged(
                        subject, "the blob " + descriptor.digest() + " is missing", null));
    if (found.size() != descriptor.size()) {
      throw OciProblems.digest(
          subject,
          descriptor.digest(),
          "has " + found.size() + " of " + Count.of(descriptor.size(), "byte"));
    }
    return found;
  }

  /**
   * The verified bytes of what a descriptor names.
   *
   * @param most bytes that are read into memory
   */
  default byte[] bytes(Descriptor descriptor, int most) {
    if (descriptor.size() > most) {
      throw OciProblems.limit(
          OciProblems.shown(place()),
          "the document " + descriptor.digest() + " has " + descriptor.size() + " bytes");
    }
    try (VerifiedInput in = get(descriptor).verified()) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw OciProblems.cannotRead(OciProblems.shown(place()), e);
    }
  }
}
