package dev.hermetic.oci;

import dev.hermetic.digest.Sha256;
import dev.hermetic.lockfile.AtomicFiles;
import dev.hermetic.text.Count;
import dev.hermetic.text.JsonTree;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Docker's tar of images, as {@code docker save} writes and {@code docker load} and {@code podman
 * load} read it: {@code manifest.json}, configurations, and layers (moby, image/spec/v1.2).
 */
public final class DockerTar {
  static final String MANIFEST = "manifest.json";

  private final TarMembers members;
  private final String subject;
  private final List<Entry> entries = new ArrayList<>();

  /**
   * An image in the tar.
   *
   * @param config member of its configuration
   * @param names for example {@code debian:12}
   * @param layers members, from the bottom up
   */
  private record Entry(String config, List<String> names, List<String> layers) {}

  private DockerTar(TarMembers members) {
    this.members = members;
    this.subject = OciProblems.shown(members.tar());
  }

  /**
   * Reads a tar.
   *
   * @throws dev.hermetic.problem.HermeticException HERM-OCI-002, 003, 005, 008, 011
   */
  public static DockerTar open(Path tar) {
    return of(TarMembers.of(tar));
  }

  static DockerTar of(TarMembers members) {
    DockerTar tar = new DockerTar(members);
    byte[] bytes = members.bytes(MANIFEST, ImageManifest.MOST_BYTES);
    for (ImageJson one : ImageJson.array(bytes, tar.subject)) {
      tar.entries.add(
          new Entry(one.requiredText("Config"), one.texts("RepoTags"), one.texts("Layers")));
    }
    return tar;
  }

  /**
   * The image of a platform. Such a tar says nothing of the bytes of packed layers, so each is read
   * and held against its digest in the configuration; the manifest is made from what was read. The
   * tar has to stay as long as the image is read.
   *
   * @param name one of those in the tar, for example {@code debian:12}; null where there is only one
   *     image
   * @throws dev.hermetic.problem.HermeticException HERM-OCI-003 to 008, 011
   */
  public Image image(ImagePlatform platform, @Nullable String name) {
    Map<String, Entry> fitting = new TreeMap<>();
    Set<String> others = new HashSet<>();
    for (Entry entry : entries) {
      ImageConfig config = config(entry);
      if (!config.platform().fits(platform)) {
        others.add(config.platform().toString());
      } else if (name == null || entry.names().contains(name)) {
        fitting.put(entry.config(), entry);
      }
    }
    if (fitting.isEmpty()) {
      throw OciProblems.platform(subject, platform, others.stream().sorted().toList());
    }
    if (fitting.size() > 1) {
      List<String> names = entries.stream().flatMap(one -> one.names().stream()).sorted().toList();
      throw OciProblems.several(subject, names);
    }
    return image(fitting.values().iterator().next());
  }

  private byte[] configBytes(Entry entry) {
    return members.bytes(entry.config(), ImageConfig.MOST_BYTES);
  }

  private ImageConfig config(Entry entry) {
    return ImageConfig.parse(configBytes(entry), subject);
  }

  private Image image(Entry entry) {
    ImageConfig config = config(entry);
    if (config.diffIds().size() != entry.layers().size()) {
      throw OciProblems.damaged(
          subject,
          "it has "
              + Count.of(entry.layers().size(), "layer")
              + " and its configuration "
              + config.diffIds().size(),
          null);
    }
    List<ImageLayer> layers = new ArrayList<>();
    for (int i = 0; i < entry.layers().size(); i++) {
      layers.add(layer(entry.layers().get(i), config.diffIds().get(i)));
    }
    byte[] configBytes = configBytes(entry);
    ImageManifest manifest =
        new ImageManifest(
            MediaTypes.DOCKER_MANIFEST,
            null,
            Descriptor.of(MediaTypes.DOCKER_CONFIG, configBytes),
            layers.stream().map(ImageLayer::descriptor).toList(),
            null,
            new TreeMap<>());
    Map<Digest, BlobSource> blobs = new TreeMap<>();
    layers.forEach(layer -> blobs.put(layer.blob().digest(), layer.blob()));
    return Image.of(
        manifest.json(),
        manifest.mediaType(),
        configBytes,
        descriptor -> blobs.get(descriptor.digest()),
        subject);
  }

  private ImageLayer layer(String path, Digest diffId) {
    TarMembers.Member member =
        members
            .find(path)
            .orElseThrow(
                () ->
                    OciProblems.damaged(
                        subject, "its layer `" + OciProblems.shown(path) + "` is missing", null));
    try {
      Digest digest;
      Compression compression;
      try (InputStream in = members.open(member)) {
        MessageDigest sha256 = Sha256.create(member.size());
        byte[] buffer = new byte[1 << 16];
        int count = in.readNBytes(buffer, 0, buffer.length);
        compression = Compression.of(buffer);
        for (; count > 0; count = in.readNBytes(buffer, 0, buffer.length)) {
          sha256.update(buffer, 0, count);
        }
        digest = Digest.of(sha256);
      }
      String type =
          ImageFormat.DOCKER
              .layerType(compression)
              .orElse(MediaTypes.DOCKER_LAYER + ".zstd");
      ImageLayer layer =
          new ImageLayer(
              Descriptor.of(type, digest, member.size()),
              diffId,
              BlobSource.part(members.tar(), member.offset(), digest, member.size()));
      try (InputStream in = layer.unpacked()) {
        in.transferTo(OutputStream.nullOutputStream());
      }
      return layer;
    } catch (IOException e) {
      throw OciProblems.cannotRead(subject, e);
    }
  }

  /**
   * Writes an image; the bytes depend on it and its names alone. Layers in gzip stay packed, those in
   * zstd, which older ones cannot read, are unpacked.
   *
   * @param names for example {@code registry.example.org/team/name:tag}; empty for none
   * @throws dev.hermetic.problem.HermeticException HERM-OCI-004, 011, HERM-LOCK-030; nothing is then
   *     written
   */
  public static void write(Path tar, Image image, List<String> names) {
    AtomicFiles.write(
        tar,
        out -> {
          TarWriter writer = new TarWriter(out);
          List<String> layers = new ArrayList<>();
          for (ImageLayer layer : image.layers()) {
            String name = layerName(layer);
            if (!layers.contains(name)) {
              addLayer(writer, name, layer);
            }
            layers.add(name);
          }
          String config = image.configBlob().digest().hex() + ".json";
          OciTar.add(writer, config, image.configBlob());
          Map<String, Object> entry = new TreeMap<>();
          entry.put("Config", config);
          entry.put("RepoTags", names.stream().distinct().sorted().toList());
          entry.put("Layers", layers);
          OciTar.add(writer, MANIFEST, JsonTree.bytes(List.of(entry)));
          writer.finish();
        });
  }

  private static String layerName(ImageLayer layer) {
    return layer.compression() == Compression.GZIP
        ? layer.descriptor().digest().hex() + ".tar.gz"
        : layer.diffId().hex() + ".tar";
  }

  private static void addLayer(TarWriter writer, String name, ImageLayer layer)
      throws IOException {
    if (layer.compression() != Compression.ZSTD) {
      OciTar.add(writer, name, layer.blob());
      return;
    }
    long size;
    try (InputStream in = layer.unpacked()) {
      size = in.transferTo(OutputStream.nullOutputStream());
    }
    try (InputStream in = layer.unpacked()) {
      writer.add(TarEntry.file(name, 0644, 0, size), in);
    }
  }
}
