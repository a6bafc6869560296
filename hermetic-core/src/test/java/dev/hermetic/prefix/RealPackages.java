package dev.hermetic.prefix;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.luben.zstd.ZstdInputStream;
import dev.hermetic.archive.EntryPoint;
import dev.hermetic.archive.NoarchKind;
import dev.hermetic.archive.PackageEntry;
import dev.hermetic.archive.PackageInfo;
import dev.hermetic.archive.Placeholder;
import dev.hermetic.digest.Sha256;
import dev.hermetic.packagecache.UnpackedPackage;
import dev.hermetic.record.PackageRecord;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.zip.ZipFile;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;
import org.jspecify.annotations.Nullable;

/** Package files of the shared data, unpacked by the shortest way: they are known to be good. */
final class RealPackages {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path folder;
  private final Map<String, TarArchiveEntry> members = new HashMap<>();
  private final Map<String, String> digests = new HashMap<>();
  private final Map<String, JsonNode> info = new HashMap<>();

  private RealPackages(Path folder) {
    this.folder = folder;
  }

  /**
   * @param archives in the order of installation
   * @param cache made when missing
   */
  static List<PrefixPackage> unpack(List<Path> archives, Path cache) {
    return archives.parallelStream()
        .map(
            archive -> {
              try {
                return new RealPackages(cache.resolve(archive.getFileName())).unpack(archive);
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            })
        .toList();
  }

  private PrefixPackage unpack(Path archive) throws IOException {
    if (archive.toString().endsWith(".conda")) {
      try (ZipFile zip = new ZipFile(archive.toFile())) {
        for (var member : zip.stream().filter(one -> one.getName().endsWith(".zst")).toList()) {
          readTar(new ZstdInputStream(zip.getInputStream(member)));
        }
      }
    } else {
      InputStream packed = new BufferedInputStream(Files.newInputStream(archive));
      readTar(new BZip2CompressorInputStream(packed));
    }
    PackageInfo about = about();
    var unpacked = new UnpackedPackage(folder, "0".repeat(64), about, entries());
    String subdir = archive.getParent().getFileName().toString();
    return new PrefixPackage(
        record(about, subdir, archive.getFileName().toString()), unpacked, null);
  }

  private void readTar(InputStream in) throws IOException {
    try (TarArchiveInputStream tar = new TarArchiveInputStream(in, "UTF-8")) {
      for (TarArchiveEntry one = tar.getNextEntry(); one != null; one = tar.getNextEntry()) {
        Path file = folder.resolve(one.getName());
        Files.createDirectories(file.getParent());
        members.put(one.getName(), one);
        if (one.isLink()) {
          Files.createLink(file, folder.resolve(one.getLinkName()));
          digests.put(one.getName(), digests.get(one.getLinkName()));
        } else if (one.isFile() && !one.isSymbolicLink()) {
          byte[] bytes = tar.readAllBytes();
          Files.write(file, bytes);
          DiskFiles.settle(file, one.getMode() & 0777, seconds(one));
          digests.put(one.getName(), Sha256.hex(bytes));
          if (one.getName().matches("info/(index|link|paths)\\.json")) {
            info.put(one.getName(), JSON.readTree(bytes));
          }
        }
      }
    }
  }

  private static long seconds(TarArchiveEntry member) {
    return member.getLastModifiedTime().toMillis() / 1000;
  }

  private List<PackageEntry> entries() throws IOException {
    List<PackageEntry> entries = new ArrayList<>();
    for (JsonNode path : info.get("info/paths.json").get("paths")) {
      String name = path.get("_path").asText();
      TarArchiveEntry member = members.get(name);
      boolean link = member.isSymbolicLink();
      entries.add(
          new PackageEntry(
              name,
              link ? PackageEntry.Kind.SYMLINK : PackageEntry.Kind.FILE,
              link ? 0777 : mode(member),
              seconds(member),
              link ? 0 : Files.size(folder.resolve(name)),
              digests.get(name),
              link ? member.getLinkName() : null,
              path.path("no_link").asBoolean(),
              placeholder(path)));
    }
    entries.sort(PackageEntry.ORDER);
    return entries;
  }

  private int mode(TarArchiveEntry member) {
    return (member.isLink() ? members.get(member.getLinkName()) : member).getMode() & 0777;
  }

  private static @Nullable Placeholder placeholder(JsonNode path) {
    JsonNode text = path.get("prefix_placeholder");
    if (text == null) {
      return null;
    }
    String mode = path.get("file_mode").asText().toUpperCase(Locale.ROOT);
    return new Placeholder(text.asText(), Placeholder.FileMode.valueOf(mode));
  }

  private PackageInfo about() {
    JsonNode index = info.get("info/index.json");
    String noarch = index.path("noarch").asText();
    List<EntryPoint> entryPoints = new ArrayList<>();
    if (info.containsKey("info/link.json")) {
      info.get("info/link.json")
          .at("/noarch/entry_points")
          .forEach(one -> entryPoints.add(EntryPoint.parse(one.asText()).orElseThrow()));
    }
    return new PackageInfo(
        index.get("name").asText(),
        index.get("version").asText(),
        index.get("build").asText(),
        index.get("build_number").asLong(),
        null,
        noarch.isEmpty() ? null : NoarchKind.valueOf(noarch.toUpperCase(Locale.ROOT)),
        entryPoints,
        null,
        null,
        -1,
        seconds(members.getOrDefault("info/about.json", members.get("info/index.json"))));
  }

  private static PackageRecord record(PackageInfo info, String subdir, String fileName) {
    String channel = "https://example.org/channel";
    return new PackageRecord(
        info.name(),
        info.version(),
        info.build(),
        info.buildNumber(),
        List.of(),
        List.of(),
        subdir,
        info.noarch() == NoarchKind.PYTHON ? "python" : null,
        -1,
        List.of(),
        null,
        null,
        null,
        null,
        -1,
        fileName,
        channel,
        channel + "/" + subdir + "/" + fileName,
        null);
  }
}
