package dev.hermetic.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.github.luben.zstd.Zstd;
import dev.hermetic.archive.PackageEntry.Kind;
import dev.hermetic.archive.Placeholder.FileMode;
import dev.hermetic.problem.HermeticException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PackageArchiveTest {
  private static final String HELLO =
      "5891b5b522d5df086d0ff0b110fbd9d21bb4fc7163af34d08286a2e846f6be03";

  @TempDir Path folder;

  @Test
  void unpack_keepsModesTimesAndContent() throws Exception {
    RawPackage raw =
        new RawPackage()
            .file("bin/x", "hello\n".getBytes(StandardCharsets.UTF_8), 04775)
            .file("mode/secret", "hello\n".getBytes(StandardCharsets.UTF_8), 0600)
            .file("share/read-only", "hello\n".getBytes(StandardCharsets.UTF_8), 0444)
            .file("share/group", "hello\n".getBytes(StandardCharsets.UTF_8), 0666);
    List<PackageEntry> entries = unpack(raw.conda(), "a.conda").entries();

    assertThat(entries)
        .containsExactly(
            new PackageEntry(
                "bin/x", Kind.FILE, 0775, 1_600_000_000, 6, HELLO, null, false, null),
            new PackageEntry(
                "mode/secret", Kind.FILE, 0600, 1_600_000_000, 6, HELLO, null, false, null),
            new PackageEntry(
                "share/group", Kind.FILE, 0666, 1_600_000_000, 6, HELLO, null, false, null),
            new PackageEntry(
                "share/read-only", Kind.FILE, 0444, 1_600_000_000, 6, HELLO, null, false, null));
    for (PackageEntry entry : entries) {
      Path file = out().resolve(entry.path());
      assertThat(file).hasContent("hello\n");
      assertThat(Files.getLastModifiedTime(file).toMillis()).isEqualTo(1_600_000_000_000L);
    }
    assertThat(permissions("bin/x")).isEqualTo("rwxrwxr-x");
    assertThat(permissions("mode/secret")).isEqualTo("rw-------");
    assertThat(permissions("share/group")).isEqualTo("rw-rw-rw-");
    assertThat(permissions("share/read-only")).isEqualTo("r--r--r--");
    try (Stream<Path> all = Files.list(out())) {
      assertThat(all.map(one -> one.getFileName().toString()))
          .containsExactlyInAnyOrder("bin", "info", "mode", "share");
    }
  }

  private String permissions(String path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(out().resolve(path)));
  }

  @Test
  void unpack_bothFormatsAreTheSame() throws Exception {
    PackageArchive.Content conda = unpack(sample().conda(), "a.conda");
    PackageArchive.Content bz2 = unpack(sample().tarBz2(), "a.tar.bz2");
    assertThat(bz2).isEqualTo(conda);
    assertThat(conda.entries()).hasSize(4);
  }

  private static RawPackage sample() {
    return new RawPackage()
        .file("lib/" + "long".repeat(60) + "/é", "hello\n")
        .symlink("lib/link", "nowhere/../../up")
        .file("empty", "")
        .hardLink("again", "empty");
  }

  @Test
  void unpack_makesNoSymbolicLinks() throws Exception {
    List<PackageEntry> entries =
        unpack(new RawPackage().symlink("etc/localtime", "/etc/localtime").conda(), "a.conda")
            .entries();
    assertThat(entries).extracting(PackageEntry::kind).containsExactly(Kind.SYMLINK);
    assertThat(entries.get(0).linkTarget()).isEqualTo("/etc/localtime");
    assertThat(Files.exists(out().resolve("etc/localtime"), LinkOption.NOFOLLOW_LINKS))
        .isFalse();
  }

  @Test
  void unpack_hardLinkIsAFileOfTheSameContent() throws Exception {
    List<PackageEntry> entries =
        unpack(new RawPackage().file("a", "hello\n").hardLink("b", "./a").conda(), "a.conda")
            .entries();
    assertThat(entries).extracting(PackageEntry::sha256).containsExactly(HELLO, HELLO);
    assertThat(out().resolve("b")).hasContent("hello\n");
  }

  @Test
  void unpack_pathsJsonTellsWhatBelongsToThePrefix() throws Exception {
    RawPackage raw =
        new RawPackage()
            .info(
                "paths.json",
                """
                {"paths": [
                  {"_path": "b", "path_type": "hardlink", "sha256": "%s", "size_in_bytes": 6,
                   "no_link": true, "file_mode": "binary", "prefix_placeholder": "/opt/x"},
                  {"_path": "link", "path_type": "softlink", "sha256": "%s", "size_in_bytes": 9},
                  {"_path": "dir", "path_type": "directory"}
                ], "paths_version": 1}"""
                    .formatted(HELLO, HELLO))
            .file("b", "hello\n")
            .file("unlisted", "x")
            .symlink("link", "b")
            .special("dir/", TarConstants.LF_DIR, "");
    List<PackageEntry> entries = unpack(raw.conda(), "a.conda").entries();
    assertThat(entries)
        .extracting(PackageEntry::path, PackageEntry::kind, PackageEntry::noLink)
        .containsExactly(
            tuple("b", Kind.FILE, true),
            tuple("dir", Kind.DIRECTORY, false),
            tuple("link", Kind.SYMLINK, false));
    assertThat(entries.get(0).placeholder()).isEqualTo(new Placeholder("/opt/x", FileMode.BINARY));
  }

  @Test
  void unpack_fileInPlaceOfALinkIsAFile() throws Exception {
    RawPackage raw =
        new RawPackage()
            .info(
                "paths.json",
                "{\"paths\": [{\"_path\": \"x\", \"path_type\": \"softlink\", \"sha256\": \""
                    + HELLO
                    + "\"}], \"paths_version\": 1}")
            .file("x", "hello\n");
    assertThat(unpack(raw.conda(), "a.conda").entries())
        .extracting(PackageEntry::kind)
        .containsExactly(Kind.FILE);
  }

  @Test
  void unpack_oldPackagesListFilesInTextFiles() throws Exception {
    RawPackage raw =
        new RawPackage()
            .info("files", "bin/x\nlib/y\n\nshare/z z\n")
            .info("no_link", "lib/y\n")
            .info(
                "has_prefix",
                "bin/x\n\"/opt/build here\" binary lib/y\n/opt/b text \"share/z z\"\n")
            .file("bin/x", "")
            .file("lib/y", "")
            .file("share/z z", "")
            .file("unlisted", "");
    List<PackageEntry> entries = unpack(raw.tarBz2(), "a.tar.bz2").entries();
    assertThat(entries)
        .extracting(PackageEntry::path, PackageEntry::noLink, PackageEntry::placeholder)
        .containsExactly(
            tuple(
                "bin/x",
                false,
                new Placeholder("/opt/anaconda1anaconda2anaconda3", FileMode.TEXT)),
            tuple(
                "lib/y", true, new Placeholder("/opt/build here", FileMode.BINARY)),
            tuple(
                "share/z z", false, new Placeholder("/opt/b", FileMode.TEXT)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"../out", "lib/../../out", "/etc/out", "a\u0007b", "lib/./../../../out"})
  void unpack_refusesPathsThatLeadOut(String path) {
    assertRefused(new RawPackage().file(path, "x"), "HERM-PKG-002 a.conda: the member `");
  }

  @Test
  void unpack_refusesWhatLiesBelowALink() {
    assertRefused(
        new RawPackage().symlink("lib", folder.toString()).file("lib/x", "x"),
        "the member `lib/x` lies below `lib`, which is no directory");
    assertRefused(
        new RawPackage().file("lib/x", "x").symlink("lib", "/tmp"),
        "the member `lib` is a directory too");
    assertRefused(
        new RawPackage().symlink("x", "/etc/passwd").file("x", "x"),
        "the member `x` comes twice");
  }

  @Test
  void unpack_refusesHardLinksThatLeadOut() {
    for (String target : List.of("../../etc/passwd", "/etc/passwd", "later", "dir", "link")) {
      assertRefused(
          new RawPackage()
              .special("dir/", TarConstants.LF_DIR, "")
              .symlink("link", "/etc/passwd")
              .hardLink("x", target)
              .file("later", "x"),
          "the member `x` is a hard link to `" + target + "`, which is no file that came before");
    }
  }

  @Test
  void unpack_refusesDevices() {
    assertRefused(
        new RawPackage().special("null", TarConstants.LF_CHR, ""), "`null` is a device");
    assertRefused(new RawPackage().special("sda", TarConstants.LF_BLK, ""), "`sda` is a device");
    assertRefused(
        new RawPackage().special("pipe", TarConstants.LF_FIFO, ""), "`pipe` is a named pipe");
  }

  @Test
  void unpack_refusesLinksWithoutTarget() {
    assertRefused(new RawPackage().symlink("x", ""), "is a symbolic link without a target");
  }

  @Test
  void unpack_refusesBombs() {
    RawPackage bomb = new RawPackage().file("zeros", new byte[8 << 20], 0644);
    Limits limits = new Limits(100, 1L << 40, 100, 1 << 20, 1 << 16, 1 << 16);
    byte[] conda = bomb.conda();
    assertThat(conda.length).isLessThan(8 << 10);
    assertThatThrownBy(() -> unpack(conda, "a.conda", limits))
        .hasMessage(
            "HERM-PKG-003 a.conda: the archive unpacks to far more than its size tells; it may be"
                + " made to fill disks\n"
                + "  Fix: tell the owner of the channel, and lock another build of the package");
    RawPackage again = new RawPackage().file("zeros", new byte[8 << 20], 0644);
    assertThatThrownBy(() -> unpack(again.tarBz2(), "a.tar.bz2", limits))
        .hasMessageContaining("HERM-PKG-003 a.tar.bz2: ");
  }

  @Test
  void unpack_refusesTooManyMembersAndTooLargeHeaders() {
    RawPackage many = new RawPackage();
    for (int i = 0; i < 100; i++) {
      many.file("f" + i, "");
    }
    Limits limits = new Limits(100, 1L << 40, 1000, 64 << 20, 1 << 14, 1 << 16);
    assertThatThrownBy(() -> unpack(many.conda(), "a.conda", limits))
        .hasMessageContaining("HERM-PKG-003 a.conda: the archive has more than 100 members");
    RawPackage name = new RawPackage().file("n".repeat(20_000), "");
    assertThatThrownBy(() -> unpack(name.conda(), "a.conda", limits))
        .hasMessageContaining("HERM-PKG-003 a.conda: a member has a header that is far too large");
    RawPackage paths = new RawPackage().info("paths.json", " ".repeat(1 << 17));
    assertThatThrownBy(() -> unpack(paths.conda(), "a.conda", limits))
        .hasMessageContaining("HERM-PKG-003 a.conda: info/paths.json has more than 65536 bytes");
  }

  @Test
  void unpack_whatIsNoArchiveIsAProblem() {
    byte[] good = new RawPackage().file("x", "x".repeat(9999)).conda();
    assertDamaged("nonsense".getBytes(StandardCharsets.UTF_8), "a.conda", "no whole ZIP file: ");
    assertDamaged(new byte[0], "a.conda", "no whole ZIP file: ");
    assertDamaged(Arrays.copyOf(good, good.length / 2), "a.conda", "no whole ZIP file: ");
    assertDamaged(good, "a.tar.bz2", "not bzip2");
    assertDamaged(good, "a.rpm", "its name ends neither in .conda nor in .tar.bz2");
    assertDamaged(RawPackage.zip("x", new byte[1]), "a.conda", "no info-….tar.zst in it");
    byte[] version = "{\"conda_pkg_format_version\": 3}".getBytes(StandardCharsets.UTF_8);
    assertDamaged(
        RawPackage.zip("metadata.json", version), "a.conda", "its metadata.json does not say");
    byte[] tar = new RawPackage().file("x", "x".repeat(9999)).content();
    byte[] zst = Zstd.compress(tar);
    byte[] empty = Zstd.compress(new RawPackage().content());
    assertDamaged(
        RawPackage.zip("info-a.tar.zst", empty, "pkg-a.tar.zst", "junk".getBytes()), "a.conda", "");
    assertDamaged(
        RawPackage.zip(
            "info-a.tar.zst", empty, "pkg-a.tar.zst", Arrays.copyOf(zst, zst.length - 10)),
        "a.conda",
        "");
    assertDamaged(
        RawPackage.zip(
            "info-a.tar.zst",
            empty,
            "pkg-a.tar.zst",
            Zstd.compress(Arrays.copyOf(tar, 3000))),
        "a.conda",
        "");
    assertDamaged(
        RawPackage.zip("info-a.tar.zst", empty, "info-b.tar.zst", empty),
        "a.conda",
        "more than one info-….tar.zst in it");
    byte[] bz2 = new RawPackage().file("x", "x".repeat(9999)).tarBz2();
    assertDamaged(Arrays.copyOf(bz2, bz2.length - 20), "a.tar.bz2", "");
  }

  @Test
  void unpack_pathsJsonThatContradictsTheArchiveIsAProblem() {
    String path = "{\"paths\": [{\"_path\": \"x\", %s}], \"paths_version\": 1}";
    for (List<String> one :
        List.of(
            List.of(
                "\"path_type\": \"hardlink\", \"size_in_bytes\": 7",
                "it is listed with 7 bytes, and has 6"),
            List.of(
                "\"path_type\": \"hardlink\", \"sha256\": \"" + "0".repeat(64) + "\"",
                "it is listed with the SHA-256 " + "0".repeat(64) + ", and has " + HELLO),
            List.of(
                "\"path_type\": \"directory\"", "it is listed as a directory, and is a file"))) {
      assertRefused(
          new RawPackage().info("paths.json", path.formatted(one.get(0))).file("x", "hello\n"),
          "HERM-PKG-005 a.conda: info/paths.json does not describe `x`: " + one.get(1));
    }
    assertRefused(
        new RawPackage().info("paths.json", path.formatted("\"path_type\": \"hardlink\"")),
        "HERM-PKG-005 a.conda: info/paths.json does not describe `x`: it is not in the archive");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "{\"paths\": []}",
        "{\"paths_version\": 1}",
        "{\"paths\": [], \"paths_version\": 2}",
        "{\"paths\": [], \"paths_version\": \"1\"}",
        "{\"paths\": {}, \"paths_version\": 1}",
        "{\"paths\": [1], \"paths_version\": 1}",
        "{\"paths\": [{\"_path\": \"x\"}], \"paths_version\": 1}",
        "{\"paths\": [{\"path_type\": \"hardlink\"}], \"paths_version\": 1}",
        "{\"paths\": [{\"_path\": \"x\", \"path_type\": \"pipe\"}], \"paths_version\": 1}",
        "{\"paths\": [{\"_path\": \"../x\", \"path_type\": \"hardlink\"}], \"paths_version\": 1}",
        "{\"paths\": [{\"_path\": \"\", \"path_type\": \"hardlink\"}], \"paths_version\": 1}",
        "{\"paths\": [{\"_path\": 1, \"path_type\": \"hardlink\"}], \"paths_version\": 1}",
        "{\"paths\": [{\"_path\": \"x\", \"path_type\": \"hardlink\", \"sha256\": \"0\"}]}",
        "{\"paths\": [{\"_path\": \"x\", \"path_type\": \"hardlink\", \"size_in_bytes\": -1}]}",
        "{\"paths\": [{\"_path\": \"x\", \"path_type\": \"hardlink\", \"no_link\": 1}]}",
        "{\"paths\": [{\"_path\": \"x\", \"path_type\": \"hardlink\","
            + " \"prefix_placeholder\": \"/p\"}], \"paths_version\": 1}",
        "{\"paths\": [{\"_path\": \"x\", \"path_type\": \"hardlink\"},"
            + " {\"_path\": \"./x\", \"path_type\": \"softlink\"}], \"paths_version\": 1}",
        "{\"paths\": [], \"paths_version\": 1} more",
        "{\"paths\": [",
        "\u0000"
      })
  void unpack_malformedPathsJsonIsAProblem(String json) {
    assertRefused(
        new RawPackage().info("paths.json", json).file("x", ""),
        "HERM-PKG-004 a.conda: info/paths.json: ");
  }

  @Test
  void unpack_zstdThatWantsTooMuchMemoryIsAProblem() {
    // A frame header that asks for a window of 2 GiB.
    byte[] frame = {0x28, (byte) 0xb5, 0x2f, (byte) 0xfd, 0, (byte) (21 << 3), 1, 0, 0, 0, 0, 0, 0, 0};
    assertThat(ZstdMemory.window(frame)).isEqualTo(1L << 31);
    assertDamaged(
        RawPackage.zip("info-a.tar.zst", frame, "pkg-a.tar.zst", frame), "a.conda", "");
  }

  @Test
  void window_isReadFromEveryKindOfHeader() {
    byte[] small = Zstd.compress(new byte[1000]);
    assertThat(ZstdMemory.window(Arrays.copyOf(small, 14))).isEqualTo(1000);
    byte[] large = Zstd.compress(new byte[3 << 20]);
    assertThat(ZstdMemory.window(Arrays.copyOf(large, 14))).isBetween(1L << 19, 4L << 20);
    assertThat(ZstdMemory.window(new byte[3])).isEqualTo(Long.MAX_VALUE);
  }

  private void assertRefused(RawPackage raw, String message) {
    assertThatThrownBy(() -> unpack(raw.conda(), "a.conda"))
        .isInstanceOf(HermeticException.class)
        .hasMessageContaining(message);
    assertThat(outside()).containsExactlyInAnyOrder("a.conda", "out");
  }

  private void assertDamaged(byte[] archive, String name, String message) {
    assertThatThrownBy(() -> unpack(archive, name))
        .isInstanceOf(HermeticException.class)
        .hasMessageStartingWith("HERM-PKG-001 " + name + ": the archive cannot be read: " + message);
  }

  private List<String> outside() {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private PackageArchive.Content unpack(byte[] archive, String name) throws Exception {
    return unpack(archive, name, Limits.DEFAULT);
  }

  private PackageArchive.Content unpack(byte[] archive, String name, Limits limits)
      throws Exception {
    Path file = folder.resolve(name);
    Files.write(file, archive);
    if (Files.exists(out())) {
      try (Stream<Path> old = Files.walk(out())) {
        for (Path path : old.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(path);
        }
      }
    }
    Files.createDirectories(out());
    return new PackageArchive(limits).unpack(file, name, out());
  }

  private Path out() {
    return folder.resolve("out");
  }
}
