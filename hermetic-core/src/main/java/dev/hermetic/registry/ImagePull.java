package dev.hermetic.registry;

import dev.hermetic.oci.BlobSource;
import dev.hermetic.oci.Descriptor;
import dev.hermetic.oci.Digest;
import dev.hermetic.oci.Image;
import dev.hermetic.oci.ImageConfig;
import dev.hermetic.oci.ImageIndex;
import dev.hermetic.oci.ImageManifest;
import dev.hermetic.oci.ImagePlatform;
import dev.hermetic.oci.ImageReference;
import dev.hermetic.oci.MediaTypes;
import dev.hermetic.problem.HermeticException;
import dev.hermetic.problem.Problem;
import dev.hermetic.text.ShownText;
import dev.hermetic.work.Parallel;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** Brings an image of one platform from a registry into the cache. */
public final class ImagePull {
  /** Indexes in indexes, as some tools write them. */
  private static final int MOST_DEPTH = 3;

  private final Registry registry;
  private final int workers;

  /** @param workers how many layers are on their way at once */
  public ImagePull(Registry registry, int workers) {
    this.registry = registry;
    this.workers = workers;
  }

  /**
   * The image that a reference names, for a platform. Of an index the first that fits is taken, as
   * containerd and Docker do (image-spec, image-index.md).
   *
   * @throws HermeticException HERM-REGISTRY-nnn, HERM-OCI-nnn
   */
  public PulledImage pull(ImageReference asked, ImagePlatform platform) {
    Document top = require(asked);
    ImageReference pinned = asked.withDigest(top.digest());
    Document manifest = choose(pinned, top, platform, 0);
    String subject = asked.toString();
    ImageManifest read =
        ImageManifest.parse(manifest.bytes(), manifest.mediaType(), subject);
    checkConfig(pinned, read.config());
    byte[] config = bytes(pinned, read.config());
    ImagePlatform own = ImageConfig.parse(config, subject).platform();
    if (!own.fits(platform)) {
      throw wrongPlatform(pinned, platform, own.toString());
    }
    List<Descriptor> layers = read.layers().stream().distinct().toList();
    List<BlobSource> pulled =
        Parallel.map(layers, workers, layer -> registry.pull(pinned, layer));
    Map<Digest, BlobSource> blobs = new HashMap<>();
    pulled.forEach(blob -> blobs.put(blob.digest(), blob));
    return new PulledImage(
        pinned,
        Image.of(
            manifest.bytes(),
            manifest.mediaType(),
            config,
            layer -> blobs.get(layer.digest()),
            subject));
  }

  private Document require(ImageReference image) {
    return registry
        .document(image)
        .orElseThrow(() -> RegistryProblems.missing(image, "image"));
  }

  private Document choose(
      ImageReference image, Document document, ImagePlatform platform, int depth) {
    if (!MediaTypes.isIndex(document.mediaType())) {
      return document;
    }
    ImageIndex index =
        ImageIndex.parse(document.bytes(), document.mediaType(), image.toString());
    TreeSet<String> others = new TreeSet<>();
    for (Descriptor one : index.manifests()) {
      ImagePlatform told = one.platform();
      if (depth < MOST_DEPTH && (told == null || told.fits(platform))) {
        return choose(image, require(image.withDigest(one.digest())), platform, depth + 1);
      }
      others.add(String.valueOf(told));
    }
    throw wrongPlatform(image, platform, String.join(", ", others));
  }

  private static void checkConfig(ImageReference image, Descriptor config) {
    if (config.size() > ImageConfig.MOST_BYTES) {
      throw new HermeticException(
          RegistryProblems.unexpected(
              image, "its configuration has " + config.size() + " bytes, as no honest one has"));
    }
  }

  private byte[] bytes(ImageReference image, Descriptor blob) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      registry.pull(image, blob).copyTo(out);
    } catch (IOException e) {
      throw new IllegalStateException("memory cannot fail", e);
    }
    return out.toByteArray();
  }

  private static HermeticException wrongPlatform(
      ImageReference image, ImagePlatform wanted, String there) {
    return new HermeticException(
        new Problem(
            "HERM-REGISTRY-014",
            Problem.Kind.INPUT,
            image.toString(),
            "it has no image for " + wanted + ", but for " + ShownText.of(there, 300),
            "name an image that is made for " + wanted + ", or lock for another platform"));
  }
}
