package dev.hermetic.oci;

import dev.hermetic.text.JsonTree;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A list of manifests (image-spec, image-index.md; Docker's manifest list).
 *
 * @param mediaType of one of the two formats
 * @param artifactType of what is no image; null for images
 * @param manifests in the order in which they are preferred
 * @param annotations sorted by key
 */
public record ImageIndex(
    String mediaType,
    @Nullable String artifactType,
    List<Descriptor> manifests,
    SortedMap<String, String> annotations) {
  /** By which a layout says what its images are called (image-spec, annotations.md). */
  public static final String NAME_ANNOTATION = "org.opencontainers.image.ref.name";

  public ImageIndex {
    manifests = List.copyOf(manifests);
    annotations = Collections.unmodifiableSortedMap(new TreeMap<>(annotations));
    if (!MediaTypes.isIndex(mediaType)) {
      throw new IllegalArgumentException(mediaType);
    }
  }

  public static ImageIndex of(List<Descriptor> manifests) {
    return new ImageIndex(MediaTypes.OCI_INDEX, null, manifests, new TreeMap<>());
  }

  /** The same bytes for an equal index. */
  public byte[] json() {
    Map<String, Object> tree = new TreeMap<>();
    tree.put("schemaVersion", 2);
    tree.put("mediaType", mediaType);
    tree.put("manifests", DescriptorJson.trees(manifests));
    ImageJson.put(tree, "artifactType", artifactType);
    ImageJson.put(tree, "annotations", annotations);
    return JsonTree.bytes(tree);
  }

  /**
   * Reads an index.
   *
   * @param mediaType as the descriptor or the registry says; the document may leave it out
   * @param subject what to call it in problems
   * @throws dev.hermetic.problem.HermeticException HERM-OCI-003, 005, 008
   */
  public static ImageIndex parse(byte[] bytes, String mediaType, String subject) {
    Documents.check(bytes, ImageManifest.MOST_BYTES, subject);
    ImageJson json = ImageJson.object(bytes, subject);
    String type = Documents.type(json, mediaType, List.of("config", "layers", "fsLayers"));
    if (!MediaTypes.isIndex(type)) {
      throw Documents.unsupported(subject, type);
    }
    if (!json.has("manifests")) {
      throw json.damaged("it lists no manifests");
    }
    String artifactType = json.text("artifactType");
    return new ImageIndex(
        type,
        artifactType.isEmpty() ? null : artifactType,
        DescriptorJson.read(json.children("manifests")),
        json.textMap("annotations"));
  }
}
