package dev.hermetic.oci;

import java.util.Locale;
import java.util.Optional;

/** The two families of media types in which an image is written. */
public enum ImageFormat {
  /** image-spec 1.1. */
  OCI(MediaTypes.OCI_MANIFEST, MediaTypes.OCI_INDEX, MediaTypes.OCI_CONFIG),
  /** Docker's schema 2: no zstd, no annotations. */
  DOCKER(MediaTypes.DOCKER_MANIFEST, MediaTypes.DOCKER_LIST, MediaTypes.DOCKER_CONFIG);

  private final String manifestType;
  private final String indexType;
  private final String configType;

  ImageFormat(String manifestType, String indexType, String configType) {
    this.manifestType = manifestType;
    this.indexType = indexType;
    this.configType = configType;
  }

  public String manifestType() {
    return manifestType;
  }

  public String indexType() {
    return indexType;
  }

  public String configType() {
    return configType;
  }

  /** Empty where the format has none for layers that are so packed. */
  public Optional<String> layerType(Compression compression) {
    if (this == OCI) {
      return Optional.of(MediaTypes.OCI_LAYER + compression.suffix());
    }
    return switch (compression) {
      case NONE -> Optional.of(MediaTypes.DOCKER_LAYER);
      case GZIP -> Optional.of(MediaTypes.DOCKER_LAYER + ".gzip");
      case ZSTD -> Optional.empty();
    };
  }

  /** The word by which a user names it. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
