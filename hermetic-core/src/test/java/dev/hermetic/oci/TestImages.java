package dev.hermetic.oci;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;

/** Small images. */
final class TestImages {
  static final ImagePlatform AMD64 = new ImagePlatform("linux", "amd64", "");
  static final ImagePlatform ARM64 = new ImagePlatform("linux", "arm64", "");

  private TestImages() {}

  static ImageConfig config(ImagePlatform platform) {
    RuntimeConfig runtime =
        new RuntimeConfig(
            "65532",
            new java.util.TreeSet<>(List.of("8080/tcp")),
            new TreeMap<>(Map.of("PATH", "/opt/env/bin:/bin", "LANG", "C.UTF-8")),
            List.of("python"),
            List.of("train.py"),
            new java.util.TreeSet<>(List.of("/data")),
            "/app",
            new TreeMap<>(Map.of("b", "2", "a", "1")),
            "SIGINT");
    Instant created = Instant.parse("2026-11-01T00:00:00Z");
    return new ImageConfig(
        platform,
        created,
        "",
        runtime,
        List.of(),
        List.of(new ImageConfig.Step(created, "hermetic", "a layer", false)));
  }

  static Image image(ImageFormat format, Compression compression) {
    return Image.assemble(
        format,
        config(AMD64),
        List.of(layer(format, compression, "hello")),
        format == ImageFormat.OCI ? Map.of("org.example.note", "ü") : Map.of());
  }

  /** A layer with one file {@code etc/greeting}. */
  static ImageLayer layer(ImageFormat format, Compression compression, String text) {
    byte[] tar = tar(text);
    byte[] packed = pack(tar, compression);
    Descriptor descriptor =
        Descriptor.of(format.layerType(compression).orElseThrow(), packed);
    return new ImageLayer(descriptor, Digest.of(tar), BlobSource.of(packed, "memory"));
  }

  static byte[] tar(String text) {
    byte[] content = text.getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      TarWriter tar = new TarWriter(out);
      tar.add(TarEntry.directory("etc", 0755, 0));
      tar.add(TarEntry.file("etc/greeting", 0644, 0, content.length), content);
      tar.finish();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  static byte[] pack(byte[] tar, Compression compression) {
    try {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      switch (compression) {
        case NONE -> out.write(tar);
        case GZIP -> {
          try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(tar);
          }
        }
        case ZSTD -> out.write(com.github.luben.zstd.Zstd.compress(tar, 3));
      }
      return out.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
