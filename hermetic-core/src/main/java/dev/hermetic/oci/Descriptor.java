package dev.hermetic.oci;

import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Names content by its bytes (image-spec, descriptor.md).
 *
 * @param size in bytes
 * @param platform of the image, where a manifest is named in an index; null for none
 * @param artifactType of what is no image; null for none
 * @param annotations sorted by key
 */
public record Descriptor(
    String mediaType,
    Digest digest,
    long size,
    @Nullable ImagePlatform platform,
    @Nullable String artifactType,
    SortedMap<String, String> annotations) {
  public Descriptor {
    Objects.requireNonNull(mediaType, "mediaType");
    Objects.requireNonNull(digest, "digest");
    if (size < 0) {
      throw new IllegalArgumentException("size " + size);
    }
    annotations = Collections.unmodifiableSortedMap(new TreeMap<>(annotations));
  }

  public static Descriptor of(String mediaType, Digest digest, long size) {
    return new Descriptor(mediaType, digest, size, null, null, new TreeMap<>());
  }

  /** Of bytes that are at hand. */
  public static Descriptor of(String mediaType, byte[] content) {
    return of(mediaType, Digest.of(content), content.length);
  }

  public Descriptor withPlatform(@Nullable ImagePlatform of) {
    return new Descriptor(mediaType, digest, size, of, artifactType, annotations);
  }

  public Descriptor withArtifactType(@Nullable String type) {
    return new Descriptor(mediaType, digest, size, platform, type, annotations);
  }

  public Descriptor withAnnotations(Map<String, String> all) {
    return new Descriptor(mediaType, digest, size, platform, artifactType, new TreeMap<>(all));
  }

  public Descriptor withMediaType(String type) {
    return new Descriptor(type, digest, size, platform, artifactType, annotations);
  }
}
