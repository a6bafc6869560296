package dev.hermetic.oci;

import dev.hermetic.text.JsonTree;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What an image, or another artifact, consists of (image-spec, manifest.md; Docker's manifest-v2-2).
 *
 * @param mediaType of one of the two formats
 * @param artifactType of what is no image; null for an image
 * @param layers from the bottom up
 * @param subject the manifest that this one is about; null for none
 * @param annotations sorted by key
 */
public record ImageManifest(
    String mediaType,
    @Nullable String artifactType,
    Descriptor config,
    List<Descriptor> layers,
    @Nullable Descriptor subject,
    SortedMap<String, String> annotations) {
  /** Larger ones are refused by registries too (distribution-spec, "Pushing Manifests"). */
  public static final int MOST_BYTES = 4 << 20;

  public ImageManifest {
    Objects.requireNonNull(config, "config");
    layers = List.copyOf(layers);
    annotations = Collections.unmodifiableSortedMap(new TreeMap<>(annotations));
    if (!MediaTypes.isManifest(mediaType)) {
      throw new IllegalArgumentException(mediaType);
    }
  }

  /** The same bytes for an equal manifest. */
  public byte[] json() {
    Map<String, Object> tree = new TreeMap<>();
    tree.put("schemaVersion", 2);
    tree.put("mediaType", mediaType);
    tree.put("config", DescriptorJson.tree(config));
    tree.put("layers", DescriptorJson.trees(layers));
    ImageJson.put(tree, "artifactType", artifactType);
    ImageJson.put(tree, "annotations", annotations);
    if (subject != null) {
      tree.put("subject", DescriptorJson.tree(subject));
    }
    return JsonTree.bytes(tree);
  }

  /**
   * Reads a manifest.
   *
   * @param mediaType as the descriptor or the registry says; the document may leave it out
   * @param subject what to call it in problems
   * @throws dev.hermetic.problem.HermeticException HERM-OCI-003, 005, 008
   */
  public static ImageManifest parse(byte[] bytes, String mediaType, String subject) {
    Documents.check(bytes, MOST_BYTES, subject);
    ImageJson json = ImageJson.object(bytes, subject);
    // A document that is manifest and index at once means another image to another reader
    // (image-spec GHSA-77vh-xpmg-72qh).
    String type = Documents.type(json, mediaType, List.of("manifests", "fsLayers"));
    ImageJson config = json.child("config");
    if (!MediaTypes.isManifest(type)) {
      throw Documents.unsupported(subject, type);
    }
    if (config == null || !json.has("layers")) {
      throw json.damaged("it has no configuration or no layers");
    }
    String artifactType = json.text("artifactType");
    return new ImageManifest(
        type,
        artifactType.isEmpty() ? null : artifactType,
        DescriptorJson.read(config),
        DescriptorJson.read(json.children("layers")),
        DescriptorJson.readOptional(json.child("subject")),
        json.textMap("annotations"));
  }
}
