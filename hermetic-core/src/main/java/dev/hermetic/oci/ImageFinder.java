package dev.hermetic.oci;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Finds the image of a platform among those that a layout has. */
final class ImageFinder {
  /** Indexes in indexes, as some tools write them. */
  private static final int MOST_DEPTH = 3;

  private static final int MOST_MANIFESTS = 1000;

  private final BlobStore store;
  private final String subject;
  private final ImagePlatform platform;
  private final Map<Digest, Image> fitting = new LinkedHashMap<>();
  private final TreeSet<String> others = new TreeSet<>();
  private int seen;

  ImageFinder(BlobStore store, ImagePlatform platform) {
    this.store = store;
    this.subject = OciProblems.shown(store.place());
    this.platform = platform;
  }

  /** @param name by {@link ImageIndex#NAME_ANNOTATION}; null for whatever is there */
  Image find(ImageIndex index, @Nullable String name) {
    List<String> names = new ArrayList<>();
    for (Descriptor descriptor : index.manifests()) {
      String own = descriptor.annotations().get(ImageIndex.NAME_ANNOTATION);
      names.add(own == null ? descriptor.digest().toString() : own);
      if (name == null || name.equals(own)) {
        look(descriptor, 0);
      }
    }
    if (fitting.isEmpty()) {
      throw OciProblems.platform(subject, platform, List.copyOf(others));
    }
    if (fitting.size() > 1) {
      throw OciProblems.several(subject, names);
    }
    return fitting.values().iterator().next();
  }

  private void look(Descriptor descriptor, int depth) {
    if (++seen > MOST_MANIFESTS || depth > MOST_DEPTH) {
      throw OciProblems.limit(subject, "it lists far too many images");
    }
    ImagePlatform told = descriptor.platform();
    if (told != null && !told.fits(platform)) {
      others.add(told.toString());
      return;
    }
    String type = descriptor.mediaType();
    if (MediaTypes.isIndex(type)) {
      byte[] bytes = store.bytes(descriptor, ImageManifest.MOST_BYTES);
      for (Descriptor inner : ImageIndex.parse(bytes, type, subject).manifests()) {
        look(inner, depth + 1);
      }
    } else if (MediaTypes.isManifest(type)) {
      byte[] bytes = store.bytes(descriptor, ImageManifest.MOST_BYTES);
      ImageManifest manifest = ImageManifest.parse(bytes, type, subject);
      if (MediaTypes.isConfig(manifest.config().mediaType())) {
        image(descriptor, bytes, manifest);
      }
    }
  }

  private void image(Descriptor descriptor, byte[] bytes, ImageManifest manifest) {
    byte[] config = store.bytes(manifest.config(), ImageConfig.MOST_BYTES);
    Image image = Image.of(bytes, descriptor.mediaType(), config, store::get, subject);
    // What the configuration says counts: it is what runs.
    if (image.config().platform().fits(platform)) {
      fitting.put(descriptor.digest(), image);
    } else {
      others.add(image.config().platform().toString());
    }
  }
}
