package dev.hermetic.registry;

import dev.hermetic.oci.BlobSource;
import dev.hermetic.oci.Descriptor;
import dev.hermetic.oci.Digest;
import dev.hermetic.oci.ImageIndex;
import dev.hermetic.oci.ImageManifest;
import dev.hermetic.oci.ImageReference;
import dev.hermetic.oci.MediaTypes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a repository has that is about another manifest of it. A registry of version 1.1 of the
 * distribution specification lists that itself; in an older one an index under the tag {@code
 * sha256-HEX} does ("Referrers Tag Schema"), which clients keep. Two clients that do so at the same
 * time can lose each other's entry; the specification has no way around that.
 */
public final class Referrers {
  private static final byte[] EMPTY_BYTES = {'{', '}'};

  private final Registry registry;

  public Referrers(Registry registry) {
    this.registry = registry;
  }

  /**
   * All that is about a manifest, in the registry's order.
   *
   * @param subject has a digest
   * @throws dev.hermetic.problem.HermeticException HERM-REGISTRY-nnn, HERM-OCI-nnn
   */
  public List<Descriptor> list(ImageReference subject) {
    Optional<List<Descriptor>> listed = registry.referrers(subject);
    return listed.isPresent() ? listed.get() : tagged(subject).manifests();
  }

  /**
   * Puts a manifest that is about another one, and sees to it that it is found.
   *
   * @param subject has a digest; what the manifest names is in its repository
   * @param manifest with that subject and an artifact type
   * @return whether something had to be put
   * @throws dev.hermetic.problem.HermeticException HERM-REGISTRY-nnn, HERM-OCI-nnn
   */
  public boolean attach(ImageReference subject, ImageManifest manifest) {
    Document document = new Document(manifest.mediaType(), manifest.json());
    Descriptor entry =
        document
            .descriptor()
            .withArtifactType(manifest.artifactType())
            .withAnnotations(manifest.annotations());
    ImageReference repository = subject.withTag(null).withDigest(null);
    Optional<List<Descriptor>> listed = registry.referrers(subject);
    ImageIndex index = listed.isPresent() ? null : tagged(subject);
    List<Descriptor> there = index == null ? listed.orElseThrow() : index.manifests();
    if (there.stream().anyMatch(one -> one.digest().equals(entry.digest()))) {
      return false;
    }
    registry.push(repository, document);
    if (index != null) {
      List<Descriptor> all = new ArrayList<>(there);
      all.add(entry);
      ImageIndex with =
          new ImageIndex(index.mediaType(), index.artifactType(), all, index.annotations());
      registry.push(
          repository.withTag(tag(subject)), new Document(with.mediaType(), with.json()));
    }
    return true;
  }

  /** The index that a client keeps; an empty one where there is none yet. */
  private ImageIndex tagged(ImageReference subject) {
    ImageReference place = subject.withDigest(null).withTag(tag(subject));
    return registry
        .document(place)
        .map(found -> ImageIndex.parse(found.bytes(), found.mediaType(), place.toString()))
        .orElseGet(() -> ImageIndex.of(List.of()));
  }

  private static String tag(ImageReference subject) {
    Digest digest = Objects.requireNonNull(subject.digest(), "a subject has a digest");
    return "sha256-" + digest.hex();
  }

  /**
   * An artifact of one blob that is about another manifest (image-spec, manifest.md, "Guidelines for
   * Artifact Usage").
   *
   * @param type of the artifact and of its one layer
   * @param subject the manifest that it is about
   */
  public static ImageManifest artifact(
      String type,
      Descriptor layer,
      Descriptor subject,
      Map<String, String> annotations) {
    return new ImageManifest(
        MediaTypes.OCI_MANIFEST,
        type,
        Descriptor.of(MediaTypes.OCI_EMPTY, EMPTY_BYTES),
        List.of(layer),
        subject,
        new TreeMap<>(annotations));
  }

  /** The configuration of an artifact that has none; has to be in the repository too. */
  public static BlobSource emptyConfig() {
    return BlobSource.of(EMPTY_BYTES, "empty configuration");
  }
}
