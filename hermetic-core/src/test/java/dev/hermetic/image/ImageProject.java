package dev.hermetic.image;

import dev.hermetic.event.Event;
import dev.hermetic.fetch.FetchSettings;
import dev.hermetic.install.InstallRequest;
import dev.hermetic.minimize.MinimizePolicy;
import dev.hermetic.oci.BlobSource;
import dev.hermetic.oci.Compression;
import dev.hermetic.oci.Descriptor;
import dev.hermetic.oci.Digest;
import dev.hermetic.oci.Image;
import dev.hermetic.oci.ImageConfig;
import dev.hermetic.oci.ImageFormat;
import dev.hermetic.oci.ImageLayer;
import dev.hermetic.oci.ImagePlatform;
import dev.hermetic.oci.OciLayout;
import dev.hermetic.oci.RuntimeConfig;
import dev.hermetic.oci.TarEntry;
import dev.hermetic.oci.TarWriter;
import dev.hermetic.platform.Platform;
import dev.hermetic.prefix.LinkMode;
import dev.hermetic.prefix.TargetPrefix;
import dev.hermetic.problem.HermeticException;
import dev.hermetic.registry.RegistrySettings;
import dev.hermetic.testkit.TestChannel;
import dev.hermetic.testkit.TestPackage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** A project with a lock, a channel in a folder, a base and an image to be. */
public final class ImageProject {
  static final ImagePlatform AMD64 = new ImagePlatform("linux", "amd64", "");
  static final String PREFIX = "/opt/conda/envs/test";

  public final Path folder;
  final List<Event> events = new CopyOnWriteArrayList<>();
  final TreeMap<String, String> allowed = new TreeMap<>();
  final TreeMap<String, String> annotations = new TreeMap<>(Map.of("title", "test"));
  Path cache;
  String lockfile = "conda-lock.yml";
  Platform platform = Platform.LINUX_64;
  public String from = "./base";
  boolean updateBase;
  boolean frozen;
  RuntimeRequest runtime = RuntimeRequest.DEFAULT;
  public List<String> files = List.of();
  MinimizePolicy policy = MinimizePolicy.builtIn("none");
  ImageFormat format = ImageFormat.OCI;
  public Compression compression = Compression.ZSTD;
  List<String> names = List.of("registry.example/team/test:1");
  Path tar;
  ImageFormat tarFormat = ImageFormat.DOCKER;
  String baseline;
  boolean compile;
  int threads = 2;

  public ImageProject(Path folder) {
    this.folder = folder;
    this.cache = folder.resolve("cache");
  }

  /** Puts the packages into the channel, and locks them in this order. */
  public ImageProject lock(TestPackage... packages) throws IOException {
    TestChannel.create().withSubdirs("linux-64").add(packages).write(folder.resolve("channel"));
    StringBuilder text = new StringBuilder("version: 1\nmetadata:\n  content_hash:\n");
    text.append("    linux-64: ").append("0".repeat(64)).append("\n  channels: []\n");
    text.append("  platforms: [linux-64]\n  sources: [environment.yml]\npackage:\n");
    for (TestPackage one : packages) {
      Path file = folder.resolve("channel").resolve(one.subdir()).resolve(one.fileName());
      text.append("- name: ").append(one.name()).append("\n  version: '").append(one.version());
      text.append("'\n  manager: conda\n  platform: linux-64\n  dependencies:");
      text.append(one.depends().isEmpty() ? " {}" : "").append('\n');
      for (String need : one.depends()) {
        String[] words = need.split(" ", 2);
        text.append("    ").append(words[0]).append(": '");
        text.append(words.length > 1 ? words[1] : "").append("'\n");
      }
      text.append("  url: ").append(file.toUri().toString().replaceFirst("^file:/(?!/)", "file:///"));
      text.append("\n  hash:\n    md5: ").append(md5(file));
      text.append("\n    sha256: ").append(Digest.of(Files.readAllBytes(file)).hex());
      text.append("\n  category: main\n  optional: false\n");
    }
    return file(lockfile, text.toString());
  }

  private static String md5(Path file) throws IOException {
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("MD5").digest(Files.readAllBytes(file)));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  public ImageProject file(String name, String text) throws IOException {
    Files.createDirectories(folder.resolve(name).getParent());
    Files.writeString(folder.resolve(name), text);
    return this;
  }

  /** A base with these files, and glibc 2.36. */
  public ImageProject base(String... paths) {
    OciLayout.write(folder.resolve("base"), baseImage("2.36", paths), List.of());
    return this;
  }

  /** What of a C library for amd64 is looked at. */
  static byte[] glibc(String version) {
    return ("\u007fELF\2\1\1" + "\0".repeat(11) + "\76\0 GNU C Library (Debian)"
            + " stable release version " + version + ".\n")
        .getBytes(StandardCharsets.ISO_8859_1);
  }

  public static Image baseImage(String glibc, String... paths) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      TarWriter tar = new TarWriter(bytes);
      byte[] library = glibc(glibc);
      tar.add(TarEntry.file("lib/libc.so.6", 0755, 0, library.length), library);
      for (String path : paths) {
        tar.add(TarEntry.file(path, 0755, 0, 0));
      }
      tar.finish();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    byte[] tar = bytes.toByteArray();
    Descriptor descriptor =
        Descriptor.of(ImageFormat.OCI.layerType(Compression.NONE).orElseThrow(), tar);
    ImageLayer layer =
        new ImageLayer(descriptor, Digest.of(tar), BlobSource.of(tar, "memory"));
    RuntimeConfig runtime =
        new RuntimeConfig(
            "",
            new java.util.TreeSet<>(),
            new TreeMap<>(Map.of("PATH", "/usr/bin:/bin")),
            List.of(),
            List.of("sh"),
            new java.util.TreeSet<>(),
            "",
            new TreeMap<>(),
            "");
    ImageConfig config =
        new ImageConfig(AMD64, Instant.EPOCH, "", runtime, List.of(), List.of());
    return Image.assemble(ImageFormat.OCI, config, List.of(layer), Map.of());
  }

  public ImageRequest request() {
    InstallRequest install =
        new InstallRequest(
            folder,
            folder.resolve(lockfile),
            List.of(folder.resolve("environment.yml")),
            platform,
            work().resolve("env"),
            new TargetPrefix(PREFIX, platform),
            new TargetPrefix(PREFIX, platform),
            LinkMode.AUTO,
            compile,
            allowed,
            false,
            new TreeMap<>(),
            List.of(),
            threads);
    return new ImageRequest(
        install,
        from,
        folder.resolve(BasePins.NAME),
        updateBase,
        frozen,
        runtime,
        files,
        policy,
        format,
        compression,
        names,
        annotations,
        Instant.parse("2026-11-01T12:00:00Z"),
        work(),
        tar,
        tarFormat,
        baseline);
  }

  Path work() {
    return folder.resolve("target/hermetic/image");
  }

  public FetchSettings web() {
    return new FetchSettings(
        cache,
        false,
        false,
        List.of(),
        List.of(),
        Map.of(),
        // Long: a machine under load must not turn one failure into another.
        Duration.ofSeconds(40),
        Duration.ofSeconds(40),
        1);
  }

  public RegistrySettings registries() {
    return new RegistrySettings(web(), false, 2);
  }

  static Clock clock() {
    return Clock.fixed(Instant.parse("2026-11-02T12:00:00Z"), ZoneOffset.UTC);
  }

  public ImageResult build() {
    return new ImageService(web(), registries(), clock(), events::add).build(request());
  }

  /** What a user reads when it fails. */
  String failure() {
    try {
      build();
    } catch (HermeticException e) {
      return e.getMessage();
    }
    throw new AssertionError("made, although it must fail");
  }

  Image image() {
    return OciLayout.open(work().resolve("layout")).image(AMD64, null);
  }

  /** Paths of the layers that were made, those of the base left out. */
  List<String> paths() throws IOException {
    List<String> paths = new ArrayList<>();
    for (ImageLayer layer : image().layers().subList(from.equals("scratch") ? 0 : 1,
        image().layers().size())) {
      try (var tar =
          new org.apache.commons.compress.archivers.tar.TarArchiveInputStream(
              layer.unpacked(), "UTF-8")) {
        for (var entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
          paths.add(entry.getName() + (entry.isSymbolicLink() ? " > " + entry.getLinkName() : ""));
        }
      }
    }
    return paths;
  }
}
