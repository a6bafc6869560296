package dev.hermetic.testkit;

import com.github.luben.zstd.Zstd;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorOutputStream;

/** Writes package archives (CEP-34, CEP-35): the same package is the same bytes on any machine. */
final class PackageArchive {
  private static final int ZSTD_LEVEL = 3;

  /** 2020-01-01T00:00:00Z in milliseconds; archives hold no time of their making. */
  private static final long FILE_TIME = 1_577_836_800_000L;

  private static final LocalDateTime ZIP_TIME = LocalDateTime.of(2020, 1, 1, 0, 0);

  private PackageArchive() {}

  static byte[] write(TestPackage pack) {
    try {
      return switch (pack.format()) {
        case CONDA -> conda(pack);
        case TAR_BZ2 -> tarBz2(pack);
      };
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What info/index.json and the channel's repodata say alike. */
  static Map<String, Object> index(TestPackage pack) {
    Map<String, Object> index = new TreeMap<>();
    index.put("name", pack.name());
    index.put("version", pack.version());
    index.put("build", pack.build());
    index.put("build_number", pack.buildNumber());
    index.put("depends", pack.depends());
    index.put("subdir", pack.subdir());
    if (!pack.constrains().isEmpty()) {
      index.put("constrains", pack.constrains());
    }
    if (!pack.trackFeatures().isEmpty()) {
      index.put("track_features", String.join(" ", pack.trackFeatures()));
    }
    if (pack.noarch() != null) {
      index.put("noarch", pack.noarch());
    }
    if (pack.license() != null) {
      index.put("license", pack.license());
    }
    if (pack.timestamp() >= 0) {
      index.put("timestamp", pack.timestamp());
    }
    return index;
  }

  private static byte[] conda(TestPackage pack) throws IOException {
    Map<String, byte[]> members = new LinkedHashMap<>();
    members.put("metadata.json", Json.bytes(Map.of("conda_pkg_format_version", 2)));
    String tail = pack.distribution() + ".tar.zst";
    members.put("pkg-" + tail, Zstd.compress(tar(pack.files()), ZSTD_LEVEL));
    members.put("info-" + tail, Zstd.compress(tar(info(pack)), ZSTD_LEVEL));
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes, StandardCharsets.UTF_8)) {
      for (Map.Entry<String, byte[]> member : members.entrySet()) {
        zip.putNextEntry(stored(member.getKey(), member.getValue()));
        zip.write(member.getValue());
        zip.closeEntry();
      }
    }
    return bytes.toByteArray();
  }

  private static ZipEntry stored(String name, byte[] content) {
    CRC32 crc = new CRC32();
    crc.update(content);
    ZipEntry entry = new ZipEntry(name);
    entry.setMethod(ZipEntry.STORED);
    entry.setSize(content.length);
    entry.setCrc(crc.getValue());
    entry.setTimeLocal(ZIP_TIME);
    return entry;
  }

  private static byte[] tarBz2(TestPackage pack) throws IOException {
    List<PackageFile> all = new ArrayList<>(info(pack));
    all.addAll(pack.files());
    return bzip2(tar(all));
  }

  static byte[] bzip2(byte[] plain) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream bz2 = new BZip2CompressorOutputStream(bytes)) {
      bz2.write(plain);
    }
    return bytes.toByteArray();
  }

  private static byte[] tar(List<PackageFile> files) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes, "UTF-8")) {
      tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
      for (PackageFile file : files) {
        byte[] content = file.content();
        tar.putArchiveEntry(header(file, content.length));
        tar.write(content);
        tar.closeArchiveEntry();
      }
    }
    return bytes.toByteArray();
  }

  private static TarArchiveEntry header(PackageFile file, long size) {
    TarArchiveEntry entry =
        file.linkTarget() == null
            ? new TarArchiveEntry(file.path())
            : new TarArchiveEntry(file.path(), TarConstants.LF_SYMLINK);
    if (file.linkTarget() != null) {
      entry.setLinkName(file.linkTarget());
    }
    entry.setSize(size);
    entry.setMode(file.mode());
    entry.setModTime(FILE_TIME);
    // The constructor takes the name of whoever runs the build.
    entry.setUserName("");
    entry.setGroupName("");
    entry.setIds(0, 0);
    return entry;
  }

  private static List<PackageFile> info(TestPackage pack) {
    List<Map<String, Object>> paths = new ArrayList<>();
    StringBuilder names = new StringBuilder();
    for (PackageFile file : pack.files()) {
      Map<String, Object> path = new TreeMap<>();
      path.put("_path", file.path());
      path.put("path_type", file.linkTarget() == null ? "hardlink" : "softlink");
      path.put("sha256", Digests.sha256(file.content()));
      path.put("size_in_bytes", file.content().length);
      paths.add(path);
      names.append(file.path()).append('\n');
    }
    List<PackageFile> info = new ArrayList<>();
    info.add(json("about.json", Map.of("summary", "Sample of " + pack.name() + " for tests")));
    info.add(PackageFile.text("info/files", names.toString()));
    info.add(json("index.json", index(pack)));
    if ("python".equals(pack.noarch())) {
      Map<String, Object> noarch = Map.of("type", "python", "entry_points", List.of());
      info.add(json("link.json", Map.of("noarch", noarch, "package_metadata_version", 1)));
    }
    info.add(json("paths.json", Map.of("paths", paths, "paths_version", 1)));
    return info;
  }

  private static PackageFile json(String name, Map<String, Object> value) {
    return new PackageFile("info/" + name, Json.bytes(value), 0644, null);
  }
}
