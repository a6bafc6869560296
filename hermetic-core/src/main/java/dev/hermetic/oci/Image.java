package dev.hermetic.oci;

import dev.hermetic.text.Count;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** An image of one platform whose blobs can be read. What was read keeps its bytes and digest. */
public final class Image {
  /** Docker chains no more (moby, layer store): 127 of the kernel's overlay, less two of its own. */
  public static final int MOST_LAYERS = 125;

  private final BlobSource manifestBlob;
  private final BlobSource configBlob;
  private final ImageManifest manifest;
  private final ImageConfig config;
  private final List<ImageLayer> layers;

  private Image(
      BlobSource manifestBlob,
      BlobSource configBlob,
      ImageManifest manifest,
      ImageConfig config,
      List<ImageLayer> layers) {
    this.manifestBlob = manifestBlob;
    this.configBlob = configBlob;
    this.manifest = manifest;
    this.config = config;
    this.layers = List.copyOf(layers);
  }

  /**
   * An image as it was read.
   *
   * @param manifest the bytes, which the caller has verified where something names them by digest
   * @param mediaType of the manifest, as who names it says
   * @param config the bytes
   * @param blobs gives what a descriptor of a layer names; its content is verified when it is read
   * @param subject what to call it in problems
   * @throws dev.hermetic.problem.HermeticException HERM-OCI-003, 004, 005, 008
   */
  public static Image of(
      byte[] manifest,
      String mediaType,
      byte[] config,
      Function<Descriptor, BlobSource> blobs,
      String subject) {
    ImageManifest read = ImageManifest.parse(manifest, mediaType, subject);
    check(read.config(), config, subject);
    if (!MediaTypes.isConfig(read.config().mediaType())) {
      throw Documents.unsupported(subject, read.config().mediaType());
    }
    ImageConfig settings = ImageConfig.parse(config, subject);
    if (settings.diffIds().size() != read.layers().size()) {
      throw OciProblems.damaged(
          subject,
          "its manifest has "
              + Count.of(read.layers().size(), "layer")
              + " and its configuration "
              + settings.diffIds().size(),
          null);
    }
    List<ImageLayer> layers = new ArrayList<>();
    for (int i = 0; i < read.layers().size(); i++) {
      Descriptor descriptor = read.layers().get(i);
      if (MediaTypes.compression(descriptor.mediaType()).isEmpty()) {
        throw Documents.layer(subject, descriptor.mediaType());
      }
      layers.add(new ImageLayer(descriptor, settings.diffIds().get(i), blobs.apply(descriptor)));
    }
    return new Image(
        BlobSource.of(manifest, subject), BlobSource.of(config, subject), read, settings, layers);
  }

  private static void check(Descriptor wanted, byte[] bytes, String subject) {
    Digest found = Digest.of(bytes);
    if (wanted.size() != bytes.length || !wanted.digest().equals(found)) {
      throw OciProblems.digest(subject, wanted.digest(), "has the digest " + found);
    }
  }

  /**
   * A new image of these layers. Layers of another format get the media type of this one; their
   * bytes stay.
   *
   * @param config its diff IDs are replaced by those of the layers
   * @param layers from the bottom up
   * @param annotations of the manifest; Docker's format has none
   * @throws dev.hermetic.problem.HermeticException HERM-OCI-008 when the format cannot hold it
   */
  public static Image assemble(
      ImageFormat format,
      ImageConfig config,
      List<ImageLayer> layers,
      Map<String, String> annotations) {
    if (format == ImageFormat.DOCKER && !annotations.isEmpty()) {
      throw new IllegalArgumentException("Docker's format has no annotations");
    }
    if (layers.size() > MOST_LAYERS) {
      throw OciProblems.unsupported(
          "the image",
          "it would have " + layers.size() + " layers, and Docker runs at most " + MOST_LAYERS,
          "take a base with fewer layers");
    }
    List<ImageLayer> typed = layers.stream().map(layer -> typed(format, layer)).toList();
    ImageConfig whole = config.withDiffIds(typed.stream().map(ImageLayer::diffId).toList());
    byte[] configBytes = whole.json();
    ImageManifest manifest =
        new ImageManifest(
            format.manifestType(),
            null,
            Descriptor.of(format.configType(), configBytes),
            typed.stream().map(ImageLayer::descriptor).toList(),
            null,
            new TreeMap<>(annotations));
    String subject = "the image";
    return new Image(
        BlobSource.of(manifest.json(), subject),
        BlobSource.of(configBytes, subject),
        manifest,
        whole,
        typed);
  }

  private static ImageLayer typed(ImageFormat format, ImageLayer layer) {
    String type =
        format
            .layerType(layer.compression())
            .orElseThrow(
                () ->
                    OciProblems.unsupported(
                        "the image",
                        "Docker's format has no layers in " + layer.compression(),
                        "set hermetic.image.format to oci, or hermetic.image.compression to gzip and"
                            + " take a base in gzip"));
    return new ImageLayer(
        layer.descriptor().withMediaType(type), layer.diffId(), layer.blob());
  }

  /** Of the manifest: what an image is known by. */
  public Digest digest() {
    return manifestBlob.digest();
  }

  /** Of the manifest, with the platform. */
  public Descriptor descriptor() {
    return Descriptor.of(manifest.mediaType(), manifestBlob.digest(), manifestBlob.size())
        .withPlatform(config.platform());
  }

  public ImageManifest manifest() {
    return manifest;
  }

  public ImageConfig config() {
    return config;
  }

  public BlobSource manifestBlob() {
    return manifestBlob;
  }

  public BlobSource configBlob() {
    return configBlob;
  }

  /** From the bottom up. */
  public List<ImageLayer> layers() {
    return layers;
  }

  /** What the manifest names, each digest once: the layers from the bottom up, then the configuration. */
  public List<BlobSource> blobs() {
    Map<Digest, BlobSource> blobs = new LinkedHashMap<>();
    layers.forEach(layer -> blobs.putIfAbsent(layer.blob().digest(), layer.blob()));
    blobs.putIfAbsent(configBlob.digest(), configBlob);
    return List.copyOf(blobs.values());
  }
}
