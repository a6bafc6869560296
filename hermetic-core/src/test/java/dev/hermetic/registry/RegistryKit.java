package dev.hermetic.registry;

import dev.hermetic.event.Listener;
import dev.hermetic.fetch.Credential;
import dev.hermetic.fetch.CredentialSource;
import dev.hermetic.fetch.FetchSettings;
import dev.hermetic.oci.BlobSource;
import dev.hermetic.oci.Compression;
import dev.hermetic.oci.Descriptor;
import dev.hermetic.oci.Digest;
import dev.hermetic.oci.Image;
import dev.hermetic.oci.ImageConfig;
import dev.hermetic.oci.ImageFormat;
import dev.hermetic.oci.ImageIndex;
import dev.hermetic.oci.ImageLayer;
import dev.hermetic.oci.ImagePlatform;
import dev.hermetic.oci.ImageReference;
import dev.hermetic.oci.RuntimeConfig;
import dev.hermetic.problem.HermeticException;
import dev.hermetic.problem.Problem;
import dev.hermetic.testkit.LoopbackRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.assertj.core.api.Assertions;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** Images, and registries as clients see them. */
final class RegistryKit {
  static final ImagePlatform AMD64 = new ImagePlatform("linux", "amd64", "");
  static final ImagePlatform ARM64 = new ImagePlatform("linux", "arm64", "");

  private RegistryKit() {}

  static FetchSettings web(Path cache, CredentialSource... credentials) {
    return new FetchSettings(
        cache,
        false,
        false,
        List.of(),
        List.of(credentials),
        Map.of(),
        // Long: a machine under load must not turn one failure into another.
        Duration.ofSeconds(40),
        Duration.ofSeconds(40),
        2);
  }

  static RegistrySettings settings(Path cache, CredentialSource... credentials) {
    return new RegistrySettings(web(cache, credentials), false, 2);
  }

  static Registry registry(Path cache, CredentialSource... credentials) {
    return Registry.over(settings(cache, credentials), Listener.SILENT);
  }

  static PushResult push(Registry registry, PushRequest request) {
    return new ImagePush(registry, 2, InstantSource.system(), Listener.SILENT).push(request);
  }

  static PushResult push(Registry registry, ImageReference target, Image image) {
    return push(registry, new PushRequest(target, List.of(), image, Map.of()));
  }

  static PulledImage pull(Registry registry, ImageReference reference) {
    return new ImagePull(registry, 2).pull(reference, AMD64);
  }

  static ImageReference reference(LoopbackRegistry server, String name) {
    return ImageReference.parse(server.host() + "/" + name);
  }

  /** One user for every server, as settings.xml gives it. */
  static CredentialSource user(String name, String secret) {
    return new CredentialSource() {
      @Override
      public Optional<Credential> find(URI uri) {
        return Optional.of(new Credential(name, secret));
      }

      @Override
      public String describe() {
        return "settings.xml";
      }
    };
  }

  /** An image with a layer for each text. */
  static Image image(ImagePlatform platform, String... contents) {
    List<ImageLayer> layers = new ArrayList<>();
    for (String content : contents) {
      layers.add(layer(Map.of("file-" + contents.length, content)));
    }
    ImageConfig config =
        new ImageConfig(platform, null, "", RuntimeConfig.EMPTY, List.of(), List.of());
    return Image.assemble(ImageFormat.OCI, config, layers, Map.of());
  }

  /** The same with the first layer in a file, which may not be there. */
  static Image withLayerFile(Image image, Path file) {
    List<ImageLayer> layers = new ArrayList<>(image.layers());
    ImageLayer first = layers.get(0);
    layers.set(
        0,
        new ImageLayer(
            first.descriptor(),
            first.diffId(),
            BlobSource.file(file, first.blob().digest(), first.blob().size())));
    return Image.assemble(ImageFormat.OCI, image.config(), layers, Map.of());
  }

  /** A layer in gzip of files with these contents. */
  static ImageLayer layer(Map<String, String> files) {
    try {
      ByteArrayOutputStream tar = new ByteArrayOutputStream();
      try (TarArchiveOutputStream out = new TarArchiveOutputStream(tar)) {
        for (Map.Entry<String, String> file : files.entrySet()) {
          byte[] bytes = file.getValue().getBytes(StandardCharsets.UTF_8);
          TarArchiveEntry entry = new TarArchiveEntry(file.getKey());
          entry.setSize(bytes.length);
          entry.setModTime(0);
          out.putArchiveEntry(entry);
          out.write(bytes);
          out.closeArchiveEntry();
        }
      }
      return layer(tar.toByteArray());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static ImageLayer layer(byte[] tar) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      out.write(tar);
    }
    byte[] bytes = packed.toByteArray();
    String type = ImageFormat.OCI.layerType(Compression.GZIP).orElseThrow();
    return new ImageLayer(
        Descriptor.of(type, bytes), Digest.of(tar), BlobSource.of(bytes, "layer"));
  }

  /** Puts an image into a registry, under a tag. */
  static void serve(LoopbackRegistry server, String repository, String tag, Image image) {
    for (BlobSource blob : image.blobs()) {
      server.addBlob(repository, bytes(blob));
    }
    server.addManifest(
        repository, tag, image.manifest().mediaType(), bytes(image.manifestBlob()));
  }

  /** Puts an index of images, which are there already, under a tag; returns its digest. */
  static Digest serveIndex(LoopbackRegistry server, String repository, String tag, Image... images) {
    ImageIndex index = ImageIndex.of(List.of(images).stream().map(Image::descriptor).toList());
    return Digest.parse(server.addManifest(repository, tag, index.mediaType(), index.json()));
  }

  static byte[] bytes(BlobSource blob) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      blob.copyTo(out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  /** The one problem of a call that has to fail. */
  static Problem problem(ThrowingCallable call) {
    HermeticException failure =
        Assertions.catchThrowableOfType(HermeticException.class, call);
    Assertions.assertThat(failure).isNotNull();
    Assertions.assertThat(failure.problems()).hasSize(1);
    return failure.problems().get(0);
  }
}
