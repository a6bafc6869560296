package dev.hermetic.trust;

import dev.hermetic.attest.Envelope;
import dev.hermetic.attest.SigstoreBundle;
import dev.hermetic.attest.Statement;
import dev.hermetic.attest.VerifyingKey;
import dev.hermetic.oci.Descriptor;
import dev.hermetic.oci.ImageManifest;
import dev.hermetic.problem.HermeticException;
import dev.hermetic.registry.Referrers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Signatures and statements where cosign 3 has them: as Sigstore bundles that refer to the image
 * (cosign, BUNDLE_SPEC.md). The time at which a bundle was made, which clients may tell, is not told:
 * the same statement is the same bundle.
 */
final class BundleLayout {
  private static final String TYPE_ANNOTATION = "dev.sigstore.bundle.predicateType";

  private final Beside beside;
  private final Referrers referrers;

  BundleLayout(Beside beside) {
    this.beside = beside;
    this.referrers = new Referrers(beside.registry());
  }

  /**
   * Adds a statement.
   *
   * @param image as its repository describes it
   * @return whether it was not there before
   */
  boolean attach(Statement statement, Envelope envelope, VerifyingKey key, Descriptor image) {
    byte[] bytes = new SigstoreBundle(key.hint(), envelope).json();
    Descriptor blob = beside.write(SigstoreBundle.MEDIA_TYPE, bytes);
    beside.registry().push(beside.repository(), Referrers.emptyConfig(), null, sent -> {});
    ImageManifest manifest =
        Referrers.artifact(
            SigstoreBundle.MEDIA_TYPE,
            blob.withAnnotations(
                Map.of(
                    "org.opencontainers.image.title",
                    "sha256-" + blob.digest().hex() + ".sigstore.json")),
            Descriptor.of(image.mediaType(), image.digest(), image.size()),
            Map.of(
                "dev.sigstore.bundle.content", "dsse-envelope",
                TYPE_ANNOTATION, statement.predicateType()));
    return referrers.attach(beside.subject(), manifest);
  }

  /** All that is there. */
  List<Found> read(VerifyingKey key) {
    List<Descriptor> bundles =
        referrers.list(beside.subject()).stream()
            .filter(one -> SigstoreBundle.MEDIA_TYPE.equals(one.artifactType()))
            .toList();
    if (bundles.size() > Beside.MOST) {
      throw TrustProblems.tooMany(beside.subject(), bundles.size());
    }
    List<Found> found = new ArrayList<>();
    for (Descriptor one : bundles) {
      found.add(read(one, key));
    }
    return found;
  }

  private Found read(Descriptor descriptor, VerifyingKey key) {
    String type = descriptor.annotations().getOrDefault(TYPE_ANNOTATION, "");
    try {
      ImageManifest manifest =
          beside.manifest(beside.repository().withDigest(descriptor.digest())).orElse(null);
      if (manifest == null || manifest.layers().size() != 1) {
        return Found.faulty(Layout.REFERRERS, type, "its manifest is missing or no bundle's");
      }
      SigstoreBundle bundle =
          SigstoreBundle.parse(beside.read(manifest.layers().get(0)), "bundle");
      return Signed.read(Layout.REFERRERS, bundle.envelope(), beside.subject(), type, key);
    } catch (HermeticException e) {
      return Found.faulty(Layout.REFERRERS, type, Signed.fault(e));
    }
  }
}
