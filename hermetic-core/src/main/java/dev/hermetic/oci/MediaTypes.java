package dev.hermetic.oci;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Media types of images (image-spec, media-types.md; distribution, manifest-v2-2). */
public final class MediaTypes {
  public static final String OCI_MANIFEST = "application/vnd.oci.image.manifest.v1+json";
  public static final String OCI_INDEX = "application/vnd.oci.image.index.v1+json";
  public static final String OCI_CONFIG = "application/vnd.oci.image.config.v1+json";
  public static final String OCI_LAYER = "application/vnd.oci.image.layer.v1.tar";

  /** The content {@code {}}, where an artifact has no configuration. */
  public static final String OCI_EMPTY = "application/vnd.oci.empty.v1+json";

  public static final String DOCKER_MANIFEST =
      "application/vnd.docker.distribution.manifest.v2+json";
  public static final String DOCKER_LIST =
      "application/vnd.docker.distribution.manifest.list.v2+json";
  public static final String DOCKER_CONFIG = "application/vnd.docker.container.image.v1+json";
  public static final String DOCKER_LAYER = "application/vnd.docker.image.rootfs.diff.tar";

  private static final Map<String, Compression> LAYERS =
      Map.of(
          OCI_LAYER, Compression.NONE,
          OCI_LAYER + Compression.GZIP.suffix(), Compression.GZIP,
          OCI_LAYER + Compression.ZSTD.suffix(), Compression.ZSTD,
          DOCKER_LAYER, Compression.NONE,
          DOCKER_LAYER + ".gzip", Compression.GZIP,
          DOCKER_LAYER + ".zstd", Compression.ZSTD);

  private MediaTypes() {}

  public static boolean isManifest(String mediaType) {
    return Set.of(OCI_MANIFEST, DOCKER_MANIFEST).contains(mediaType);
  }

  /** Whether it lists manifests. */
  public static boolean isIndex(String mediaType) {
    return Set.of(OCI_INDEX, DOCKER_LIST).contains(mediaType);
  }

  public static boolean isConfig(String mediaType) {
    return Set.of(OCI_CONFIG, DOCKER_CONFIG).contains(mediaType);
  }

  /** How layers of that type are packed; empty where it is no type of layers that can be read. */
  public static Optional<Compression> compression(String layerType) {
    return Optional.ofNullable(LAYERS.get(layerType));
  }
}
