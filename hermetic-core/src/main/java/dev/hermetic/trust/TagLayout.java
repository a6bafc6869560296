package dev.hermetic.trust;

import dev.hermetic.attest.AttestJson;
import dev.hermetic.attest.Envelope;
import dev.hermetic.attest.PredicateTypes;
import dev.hermetic.attest.SigningKey;
import dev.hermetic.attest.SimpleSigning;
import dev.hermetic.attest.Statement;
import dev.hermetic.attest.VerifyingKey;
import dev.hermetic.oci.Descriptor;
import dev.hermetic.oci.Digest;
import dev.hermetic.oci.ImageManifest;
import dev.hermetic.oci.ImageReference;
import dev.hermetic.oci.MediaTypes;
import dev.hermetic.problem.HermeticException;
import dev.hermetic.registry.Document;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * Signatures and statements where cosign 1 and 2 have them: as layers of an image under a tag that
 * is made of the digest (cosign, SIGNATURE_SPEC.md, ATTESTATION_SPEC.md). What others have put there
 * stays.
 */
final class TagLayout {
  /** By which cosign finds statements of a kind. */
  private static final String TYPE_ANNOTATION = "predicateType";

  /** Time is not told: the same layers are the same image. */
  private static final String NO_TIME = "0001-01-01T00:00:00Z";

  private final Beside beside;

  TagLayout(Beside beside) {
    this.beside = beside;
  }

  private ImageReference place(String suffix) {
    Digest digest = Objects.requireNonNull(beside.subject().digest());
    return beside.repository().withTag("sha256-" + digest.hex() + suffix);
  }

  /** Adds a signature; returns whether it was not there before. */
  boolean sign(SimpleSigning payload, SigningKey key) {
    byte[] bytes = payload.json();
    Descriptor layer =
        Descriptor.of(SimpleSigning.MEDIA_TYPE, bytes)
            .withAnnotations(
                Map.of(
                    SimpleSigning.SIGNATURE_ANNOTATION,
                    Base64.getEncoder().encodeToString(key.sign(bytes))));
    List<Descriptor> layers = new ArrayList<>(layers(".sig"));
    if (layers.contains(layer)) {
      return false;
    }
    layers.add(beside.write(layer.mediaType(), bytes).withAnnotations(layer.annotations()));
    put(".sig", layers);
    return true;
  }

  /**
   * Adds statements. Earlier ones of the same kind and key make room, as with {@code cosign attest
   * --replace}.
   *
   * @return whether one was not there before
   */
  boolean attest(List<Envelope> envelopes, List<Statement> statements, VerifyingKey key) {
    List<Descriptor> before = layers(".att");
    List<Descriptor> ours = new ArrayList<>();
    for (int i = 0; i < envelopes.size(); i++) {
      byte[] bytes = envelopes.get(i).json();
      ours.add(
          Descriptor.of(Envelope.MEDIA_TYPE, bytes)
              .withAnnotations(
                  Map.of(
                      SimpleSigning.SIGNATURE_ANNOTATION, "",
                      TYPE_ANNOTATION, statements.get(i).predicateType())));
    }
    List<Descriptor> layers = new ArrayList<>();
    for (Descriptor one : before) {
      if (ours.contains(one) || !isReplaced(one, statements, key)) {
        layers.add(one);
      }
    }
    for (int i = 0; i < ours.size(); i++) {
      if (!layers.contains(ours.get(i))) {
        beside.write(Envelope.MEDIA_TYPE, envelopes.get(i).json());
        layers.add(ours.get(i));
      }
    }
    if (layers.equals(before)) {
      return false;
    }
    put(".att", layers);
    return true;
  }

  private boolean isReplaced(Descriptor old, List<Statement> statements, VerifyingKey key) {
    String type = old.annotations().getOrDefault(TYPE_ANNOTATION, "");
    if (statements.stream().noneMatch(one -> one.predicateType().equals(type))) {
      return false;
    }
    try {
      return Envelope.parse(beside.read(old), place(".att").toString()).isSignedBy(key);
    } catch (HermeticException e) {
      // It is none of ours, and not ours to remove.
      return false;
    }
  }

  private List<Descriptor> layers(String suffix) {
    List<Descriptor> layers =
        beside.manifest(place(suffix)).map(ImageManifest::layers).orElse(List.of());
    if (layers.size() > Beside.MOST) {
      throw TrustProblems.tooMany(place(suffix), layers.size());
    }
    return layers;
  }

  /** An image without a file system, whose configuration is as cosign writes it. */
  private void put(String suffix, List<Descriptor> layers) {
    Map<String, Object> config = new TreeMap<>();
    config.put("architecture", "");
    config.put("config", Map.of());
    config.put("created", NO_TIME);
    config.put("history", layers.stream().map(one -> Map.of("created", NO_TIME)).toList());
    config.put("os", "");
    List<String> digests = layers.stream().map(one -> one.digest().toString()).toList();
    config.put("rootfs", Map.of("diff_ids", digests, "type", "layers"));
    ImageManifest manifest =
        new ImageManifest(
            MediaTypes.OCI_MANIFEST,
            null,
            beside.write(MediaTypes.OCI_CONFIG, AttestJson.bytes(config)),
            layers,
            null,
            new TreeMap<>());
    beside
        .registry()
        .push(place(suffix), new Document(manifest.mediaType(), manifest.json()));
  }

  /** All that is there. */
  List<Found> read(VerifyingKey key) {
    List<Found> found = new ArrayList<>();
    for (Descriptor layer : layers(".sig")) {
      found.add(signature(layer, key));
    }
    for (Descriptor layer : layers(".att")) {
      found.add(statement(layer, key));
    }
    return found;
  }

  private Found signature(Descriptor layer, VerifyingKey key) {
    try {
      byte[] payload = beside.read(layer);
      byte[] signature =
          Base64.getDecoder()
              .decode(layer.annotations().getOrDefault(SimpleSigning.SIGNATURE_ANNOTATION, ""));
      if (!key.verifies(payload, signature)) {
        return faulty(PredicateTypes.SIGNATURE, Signed.NOT_BY_KEY);
      }
      Digest image = SimpleSigning.parse(payload, "signature").image();
      return image.equals(beside.subject().digest())
          ? new Found(Layout.TAGS, PredicateTypes.SIGNATURE, true, null, "")
          : faulty(PredicateTypes.SIGNATURE, "it is about another image, " + image);
    } catch (IllegalArgumentException e) {
      return faulty(PredicateTypes.SIGNATURE, "its signature is no Base64");
    } catch (HermeticException e) {
      return faulty(PredicateTypes.SIGNATURE, Signed.fault(e));
    }
  }

  private static Found faulty(String type, String fault) {
    return Found.faulty(Layout.TAGS, type, fault);
  }

  private Found statement(Descriptor layer, VerifyingKey key) {
    String type = layer.annotations().getOrDefault(TYPE_ANNOTATION, "");
    try {
      Envelope envelope = Envelope.parse(beside.read(layer), "statement");
      return Signed.read(Layout.TAGS, envelope, beside.subject(), type, key);
    } catch (HermeticException e) {
      return faulty(type, Signed.fault(e));
    }
  }
}
