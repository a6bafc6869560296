package dev.hermetic.testkit;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/**
 * A base image for linux/amd64 as an OCI image layout, for images of {@link SampleChannel}'s packages: it
 * holds no software, only the word that its C library is of version 2.36, and its name.
 */
public final class SampleBase {
  private static final String LAYER = "application/vnd.oci.image.layer.v1.tar";
  private static final String CONFIG = "application/vnd.oci.image.config.v1+json";
  private static final String MANIFEST = "application/vnd.oci.image.manifest.v1+json";
  private static final String INDEX = "application/vnd.oci.image.index.v1+json";

  /** ELF's e_machine of x86-64. */
  private static final byte X86_64 = 62;

  private final Path blobs;

  private SampleBase(Path blobs) {
    this.blobs = blobs;
  }

  /** Writes the layout into a folder, made when missing, and gives the folder back. */
  public static Path write(Path folder) {
    try {
      Path blobs = Files.createDirectories(folder.resolve("blobs/sha256"));
      Map<String, Object> manifest = new SampleBase(blobs).writeImage();
      Files.write(
          folder.resolve("index.json"),
          Json.bytes(
              Map.of("schemaVersion", 2, "mediaType", INDEX, "manifests", List.of(manifest))));
      Files.write(folder.resolve("oci-layout"), Json.bytes(Map.of("imageLayoutVersion", "1.0.0")));
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes the base; the one argument is its folder. */
  public static void main(String[] args) {
    if (args.length != 1) {
      throw new IllegalArgumentException("usage: SampleBase FOLDER");
    }
    write(Path.of(args[0]));
  }

  private Map<String, Object> writeImage() throws IOException {
    byte[] layer = layer();
    Map<String, Object> config =
        Map.of(
            "os", "linux",
            "architecture", "amd64",
            "config", Map.of("Env", List.of("PATH=/usr/local/bin:/usr/bin:/bin")),
            "rootfs",
                Map.of(
                    "type", "layers", "diff_ids", List.of("sha256:" + Digests.sha256(layer))));
    Map<String, Object> manifest =
        Map.of(
            "schemaVersion", 2,
            "mediaType", MANIFEST,
            "config", blob(CONFIG, Json.bytes(config)),
            "layers", List.of(blob(LAYER, layer)));
    return blob(MANIFEST, Json.bytes(manifest));
  }

  private Map<String, Object> blob(String type, byte[] bytes) throws IOException {
    String digest = Digests.sha256(bytes);
    Files.write(blobs.resolve(digest), bytes);
    return Map.of("mediaType", type, "digest", "sha256:" + digest, "size", bytes.length);
  }

  private static byte[] layer() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes, "UTF-8")) {
      add(tar, "etc/os-release", text("ID=sample\nPRETTY_NAME=\"Sample base\"\nVERSION_ID=1\n"));
      add(tar, "lib/x86_64-linux-gnu/libc.so.6", library());
    }
    return bytes.toByteArray();
  }

  private static void add(TarArchiveOutputStream tar, String path, byte[] content)
      throws IOException {
    TarArchiveEntry entry = new TarArchiveEntry(path);
    entry.setModTime(0);
    entry.setSize(content.length);
    tar.putArchiveEntry(entry);
    tar.write(content);
    tar.closeArchiveEntry();
  }

  /** No more than the head of an ELF file of 64 bits and the line by which glibc tells its version. */
  private static byte[] library() {
    byte[] text = text("\0GNU C Library (sample) stable release version 2.36.\n");
    byte[] file = new byte[64 + text.length];
    System.arraycopy(new byte[] {0x7f, 'E', 'L', 'F', 2, 1, 1}, 0, file, 0, 7);
    file[18] = X86_64;
    System.arraycopy(text, 0, file, 64, text.length);
    return file;
  }

  private static byte[] text(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
