package dev.hermetic.base;

import dev.hermetic.oci.BlobSource;
import dev.hermetic.oci.Compression;
import dev.hermetic.oci.Descriptor;
import dev.hermetic.oci.Digest;
import dev.hermetic.oci.Image;
import dev.hermetic.oci.ImageConfig;
import dev.hermetic.oci.ImageFormat;
import dev.hermetic.oci.ImageLayer;
import dev.hermetic.oci.ImagePlatform;
import dev.hermetic.oci.RuntimeConfig;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/** Bases made of a few files. */
public final class BaseKit {
  static final ImagePlatform AMD64 = new ImagePlatform("linux", "amd64", "");

  private BaseKit() {}

  /** A layer as a list of what is in it. */
  public static final class Layer {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes, "UTF-8");

    public Layer file(String path, byte[] content) {
      TarArchiveEntry entry = new TarArchiveEntry(path);
      entry.setSize(content.length);
      return add(entry, content);
    }

    public Layer file(String path, String content) {
      return file(path, content.getBytes(StandardCharsets.UTF_8));
    }

    public Layer folder(String path) {
      return add(new TarArchiveEntry(path + "/"), new byte[0]);
    }

    public Layer link(String path, String target) {
      TarArchiveEntry entry = new TarArchiveEntry(path, TarConstants.LF_SYMLINK);
      entry.setLinkName(target);
      return add(entry, new byte[0]);
    }

    public Layer hardLink(String path, String target) {
      TarArchiveEntry entry = new TarArchiveEntry(path, TarConstants.LF_LINK);
      entry.setLinkName(target);
      return add(entry, new byte[0]);
    }

    private Layer add(TarArchiveEntry entry, byte[] content) {
      try {
        entry.setModTime(0);
        tar.putArchiveEntry(entry);
        tar.write(content);
        tar.closeArchiveEntry();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      return this;
    }

    public ImageLayer done() {
      try {
        tar.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      byte[] all = bytes.toByteArray();
      String type = ImageFormat.OCI.layerType(Compression.NONE).orElseThrow();
      return new ImageLayer(
          Descriptor.of(type, all), Digest.of(all), BlobSource.of(all, "layer"));
    }
  }

  /** A library for x86-64 that says what version it is of. */
  static byte[] libc(String version) {
    return libc(version, 62);
  }

  static byte[] libc(String version, int machine) {
    byte[] text =
        ("\0GNU C Library (Debian GLIBC " + version + "-9) stable release version " + version + ".\n")
            .getBytes(StandardCharsets.UTF_8);
    byte[] file = new byte[64 + text.length];
    file[0] = 0x7f;
    file[1] = 'E';
    file[2] = 'L';
    file[3] = 'F';
    file[5] = 1;
    file[18] = (byte) machine;
    System.arraycopy(text, 0, file, 64, text.length);
    return file;
  }

  static Image image(Map<String, String> env, Layer... layers) {
    RuntimeConfig runtime =
        new RuntimeConfig(
            "",
            new TreeSet<>(),
            new TreeMap<>(env),
            List.of(),
            List.of(),
            new TreeSet<>(),
            "",
            new TreeMap<>(),
            "");
    List<ImageLayer> done = new ArrayList<>();
    for (Layer layer : layers) {
      done.add(layer.done());
    }
    return Image.assemble(
        ImageFormat.OCI,
        new ImageConfig(AMD64, null, "", runtime, List.of(), List.of()),
        done,
        Map.of());
  }

  static BaseImage base(Image image) {
    return new BaseImage(
        "base:1",
        Optional.of(image),
        Optional.empty(),
        Optional.of(image.digest()),
        LibcFinder.of(image, "base:1"));
  }

  static BaseImage base(Layer... layers) {
    return base(image(Map.of(), layers));
  }
}
