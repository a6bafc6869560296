package dev.hermetic.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.hermetic.event.Listener;
import dev.hermetic.layer.LayerContent;
import dev.hermetic.layer.LayerEntry;
import dev.hermetic.layer.LayerFile;
import dev.hermetic.layer.LayerPackage;
import dev.hermetic.layer.LayerPlan;
import dev.hermetic.layer.LayerWriter;
import dev.hermetic.layer.WrittenLayer;
import dev.hermetic.oci.Compression;
import dev.hermetic.oci.Digest;
import dev.hermetic.oci.Image;
import dev.hermetic.oci.ImageConfig;
import dev.hermetic.oci.ImageFormat;
import dev.hermetic.oci.ImagePlatform;
import dev.hermetic.oci.OciLayout;
import dev.hermetic.oci.RuntimeConfig;
import dev.hermetic.oci.TarEntry;
import dev.hermetic.prefix.ManifestEntry;
import dev.hermetic.prefix.PrefixManifest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * One image of a prefix and an application of one file, without a base, written as an OCI layout, as
 * the first thing that a JVM does. Prints seconds, the largest resident memory in MiB, the size of
 * all layers, how many were written and not reused, and the digest.
 */
final class ImageProcess {
  private static final String PREFIX = "opt/conda/envs/golden";

  private ImageProcess() {}

  /**
   * Measures.
   *
   * @param arguments prefix, folder to work in, compression, threads, text of the application
   */
  public static void main(String[] arguments) throws IOException {
    long start = System.nanoTime();
    Path prefix = Path.of(arguments[0]);
    Path work = Path.of(arguments[1]);
    Compression compression = Compression.valueOf(arguments[2]);
    byte[] application = arguments[4].getBytes(StandardCharsets.UTF_8);
    LayerEntry script =
        new LayerEntry(
            TarEntry.file("app/train.py", 0644, 0, application.length),
            LayerContent.of(application));
    List<WrittenLayer> layers =
        new LayerWriter(
                compression,
                work.resolve("layers"),
                Integer.parseInt(arguments[3]),
                InstantSource.system(),
                Listener.SILENT)
            .write(
                LayerPlan.of(files(prefix), packages(prefix), List.of(), List.of(script)));
    ImageConfig config =
        new ImageConfig(
            new ImagePlatform("linux", "amd64", ""),
            null,
            "",
            RuntimeConfig.EMPTY,
            List.of(),
            List.of());
    Image image =
        Image.assemble(
            ImageFormat.OCI, config, layers.stream().map(WrittenLayer::layer).toList(), Map.of());
    OciLayout.write(work.resolve("layout"), image, List.of("latest"));
    double seconds = (System.nanoTime() - start) / 1e9;
    long size = layers.stream().mapToLong(one -> one.layer().blob().size()).sum();
    long written = layers.stream().filter(one -> !one.reused()).count();
    System.out.printf(
        Locale.ROOT,
        "%.3f %.0f %d %d/%d %s%n",
        seconds,
        InstallProcess.memory(),
        size,
        written,
        layers.size(),
        image.digest());
  }

  private static List<LayerFile> files(Path prefix) throws IOException {
    byte[] bytes = Files.readAllBytes(prefix.resolve(PrefixManifest.PATH));
    List<LayerFile> files = new ArrayList<>();
    for (ManifestEntry entry : PrefixManifest.parse(bytes, PrefixManifest.PATH).entries()) {
      files.add(new LayerFile(entry(prefix, entry), entry.owner()));
    }
    return files;
  }

  private static LayerEntry entry(Path prefix, ManifestEntry entry) {
    String path = PREFIX + "/" + entry.path();
    return switch (entry.kind()) {
      case FILE ->
          new LayerEntry(
              TarEntry.file(path, entry.mode(), entry.mtime(), entry.size()),
              LayerContent.file(prefix.resolve(entry.path()), new Digest(entry.sha256())));
      case SOFTLINK ->
          LayerEntry.of(
              new TarEntry(
                  path,
                  TarEntry.Kind.SYMLINK,
                  entry.mode(),
                  entry.mtime(),
                  0,
                  entry.linkTarget(),
                  0,
                  0));
      case DIRECTORY ->
          LayerEntry.of(TarEntry.directory(path, entry.mode(), entry.mtime()));
    };
  }

  private static List<LayerPackage> packages(Path prefix) throws IOException {
    ObjectMapper json = new ObjectMapper();
    List<LayerPackage> packages = new ArrayList<>();
    try (var files = Files.newDirectoryStream(prefix.resolve("conda-meta"), "*.json")) {
      for (Path file : files) {
        JsonNode record = json.readTree(file.toFile());
        List<String> depends = new ArrayList<>();
        record.path("depends").forEach(one -> depends.add(one.asText().split("[ =<>!]")[0]));
        String name = record.path("name").asText();
        packages.add(
            new LayerPackage(
                file.getFileName().toString().replaceFirst("\\.json$", ""),
                name + " " + record.path("version").asText(),
                name,
                depends,
                false));
      }
    }
    return packages;
  }
}
