package dev.hermetic.oci;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Descriptors as JSON (image-spec, descriptor.md). */
final class DescriptorJson {
  private DescriptorJson() {}

  static Map<String, Object> tree(Descriptor descriptor) {
    Map<String, Object> tree = new TreeMap<>();
    tree.put("mediaType", descriptor.mediaType());
    tree.put("digest", descriptor.digest().toString());
    tree.put("size", descriptor.size());
    ImageJson.put(tree, "artifactType", descriptor.artifactType());
    ImageJson.put(tree, "annotations", descriptor.annotations());
    ImagePlatform platform = descriptor.platform();
    if (platform != null) {
      Map<String, Object> inner = new TreeMap<>();
      inner.put("os", platform.os());
      inner.put("architecture", platform.architecture());
      ImageJson.put(inner, "variant", platform.variant());
      tree.put("platform", inner);
    }
    return tree;
  }

  static List<Map<String, Object>> trees(List<Descriptor> descriptors) {
    return descriptors.stream().map(DescriptorJson::tree).toList();
  }

  static Descriptor read(ImageJson json) {
    ImageJson platform = json.child("platform");
    String artifactType = json.text("artifactType");
    return new Descriptor(
        json.requiredText("mediaType"),
        json.digest("digest"),
        json.size("size"),
        platform == null ? null : platform(platform),
        artifactType.isEmpty() ? null : artifactType,
        json.textMap("annotations"));
  }

  static List<Descriptor> read(List<ImageJson> all) {
    return all.stream().map(DescriptorJson::read).toList();
  }

  static @Nullable Descriptor readOptional(@Nullable ImageJson json) {
    return json == null ? null : read(json);
  }

  /** Also of a configuration, which has the same keys. */
  static ImagePlatform platform(ImageJson json) {
    return new ImagePlatform(
        json.requiredText("os"), json.requiredText("architecture"), json.text("variant"));
  }
}
