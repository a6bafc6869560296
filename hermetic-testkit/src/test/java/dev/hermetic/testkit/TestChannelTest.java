package dev.hermetic.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.luben.zstd.ZstdInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TimeZone;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TestChannelTest {
  private static final TestPackage LIB =
      TestPackage.of("lib", "1.2", "__glibc >=2.17")
          .withBuild("h1_3", 3)
          .withFile(PackageFile.link("lib/liba.so", "liba.so.1"));
  private static final TestPackage OLD =
      TestPackage.of("old", "0.9").withFormat(TestPackage.Format.TAR_BZ2);
  private static final TestPackage PURE =
      TestPackage.of("pure", "2.0", "python >=3.10").withNoarch("python");

  @TempDir private Path folder;

  @Test
  void conda_package_holdsStoredMembersInOrder() throws IOException {
    TestChannel.create().add(LIB).write(folder);
    Map<String, byte[]> members = new LinkedHashMap<>();
    byte[] archive = Files.readAllBytes(folder.resolve("linux-64/lib-1.2-h1_3.conda"));
    try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(archive))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        assertThat(entry.getMethod()).isEqualTo(ZipEntry.STORED);
        members.put(entry.getName(), zip.readAllBytes());
      }
    }
    assertThat(members.keySet())
        .containsExactly("metadata.json", "pkg-lib-1.2-h1_3.tar.zst", "info-lib-1.2-h1_3.tar.zst");
    InputStream pkg =
        new ZstdInputStream(new ByteArrayInputStream(members.get("pkg-lib-1.2-h1_3.tar.zst")));
    assertThat(names(pkg)).containsExactly("share/lib/NAME", "lib/liba.so -> liba.so.1");
    InputStream info =
        new ZstdInputStream(new ByteArrayInputStream(members.get("info-lib-1.2-h1_3.tar.zst")));
    assertThat(names(info)).contains("info/index.json", "info/paths.json", "info/files");
  }

  @Test
  void tarBz2_package_holdsInfoAndFiles() throws IOException {
    TestChannel.create().add(OLD).write(folder);
    byte[] archive = Files.readAllBytes(folder.resolve("linux-64/old-0.9-0.tar.bz2"));
    InputStream tar = new BZip2CompressorInputStream(new ByteArrayInputStream(archive));
    assertThat(names(tar)).contains("info/index.json", "share/old/NAME");
  }

  @Test
  void repodata_namesEachFileWithItsTrueHash() throws IOException {
    TestChannel.create().add(LIB, OLD, PURE).write(folder);
    JsonNode repodata =
        new ObjectMapper().readTree(folder.resolve("linux-64/repodata.json").toFile());
    JsonNode lib = repodata.at("/packages.conda/lib-1.2-h1_3.conda");
    byte[] archive = Files.readAllBytes(folder.resolve("linux-64/lib-1.2-h1_3.conda"));
    assertThat(lib.get("sha256").asText()).isEqualTo(Digests.sha256(archive));
    assertThat(lib.get("md5").asText()).isEqualTo(Digests.md5(archive));
    assertThat(lib.get("size").asInt()).isEqualTo(archive.length);
    assertThat(lib.get("build_number").asInt()).isEqualTo(3);
    assertThat(repodata.at("/packages/old-0.9-0.tar.bz2/name").asText()).isEqualTo("old");
    JsonNode noarch = new ObjectMapper().readTree(folder.resolve("noarch/repodata.json").toFile());
    assertThat(noarch.at("/packages.conda/pure-2.0-0.conda/noarch").asText()).isEqualTo("python");
  }

  @Test
  void repodata_zstAndBz2_sayTheSame() throws IOException {
    TestChannel.create().add(LIB).write(folder);
    byte[] json = Files.readAllBytes(folder.resolve("linux-64/repodata.json"));
    try (InputStream zst =
            new ZstdInputStream(Files.newInputStream(folder.resolve("linux-64/repodata.json.zst")));
        InputStream bz2 =
            new BZip2CompressorInputStream(
                Files.newInputStream(folder.resolve("linux-64/repodata.json.bz2")))) {
      assertThat(zst.readAllBytes()).isEqualTo(json);
      assertThat(bz2.readAllBytes()).isEqualTo(json);
    }
  }

  @Test
  void baseUrl_makesVersion2() throws IOException {
    TestChannel.create().withBaseUrl("../files").write(folder);
    assertThat(Files.readString(folder.resolve("noarch/repodata.json")))
        .contains("\"base_url\":\"../files\"")
        .contains("\"repodata_version\":2");
  }

  @Test
  void write_otherOrderUserAndZone_sameBytes() throws IOException {
    TestChannel.create().add(LIB, OLD, PURE).write(folder.resolve("one"));
    String user = System.getProperty("user.name");
    TimeZone zone = TimeZone.getDefault();
    try {
      System.setProperty("user.name", "somebody-else");
      TimeZone.setDefault(TimeZone.getTimeZone("Pacific/Kiritimati"));
      TestChannel.create().add(PURE, OLD, LIB).write(folder.resolve("two"));
    } finally {
      System.setProperty("user.name", user);
      TimeZone.setDefault(zone);
    }
    assertThat(digests(folder.resolve("two"))).isEqualTo(digests(folder.resolve("one")));
  }

  @Test
  void add_sameFileTwice_refuses() {
    assertThatThrownBy(() -> TestChannel.create().add(LIB, LIB))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("twice: linux-64/lib-1.2-h1_3.conda");
  }

  private static List<String> names(InputStream tar) throws IOException {
    List<String> names = new ArrayList<>();
    try (TarArchiveInputStream in = new TarArchiveInputStream(tar)) {
      for (TarArchiveEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        names.add(
            entry.isSymbolicLink()
                ? entry.getName() + " -> " + entry.getLinkName()
                : entry.getName());
      }
    }
    return names;
  }

  private static SortedMap<String, String> digests(Path root) throws IOException {
    SortedMap<String, String> digests = new TreeMap<>();
    try (Stream<Path> files = Files.walk(root)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        digests.put(root.relativize(file).toString(), Digests.sha256(Files.readAllBytes(file)));
      }
    }
    return digests;
  }
}
