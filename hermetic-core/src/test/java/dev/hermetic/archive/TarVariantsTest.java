package dev.hermetic.archive;

import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.SPARSE;
import static java.nio.file.StandardOpenOption.WRITE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.github.luben.zstd.Zstd;
import dev.hermetic.problem.HermeticException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorOutputStream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The forms of tar that builders have used: GNU's and POSIX's, and what is wrong with some. */
class TarVariantsTest {
  private static final String LONG = "d/".repeat(60) + "n".repeat(200);

  @TempDir Path folder;

  private PackageArchive.Content unpack(byte[] archive, String name) throws Exception {
    Path file = Files.write(folder.resolve(name), archive);
    return new PackageArchive(Limits.DEFAULT)
        .unpack(file, name, Files.createDirectory(folder.resolve("out")));
  }

  private List<PackageEntry> entries(byte[] tar) throws Exception {
    return unpack(new RawPackage().conda(Zstd.compress(tar)), "a.conda").entries();
  }

  private static byte[] tar(Map<String, String> paxHeaders, String path) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (TarArchiveOutputStream out = new TarArchiveOutputStream(bytes, "UTF-8")) {
      out.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
      TarArchiveEntry entry = new TarArchiveEntry(path, true);
      paxHeaders.forEach(entry::addPaxHeader);
      entry.setSize(5);
      out.putArchiveEntry(entry);
      out.write("hello".getBytes(StandardCharsets.UTF_8));
      out.closeArchiveEntry();
    }
    return bytes.toByteArray();
  }

  /** A block of extended headers (POSIX pax, section "pax Extended Header") before a plain member. */
  private static byte[] pax(String records) throws IOException {
    byte[] content = records.getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (TarArchiveOutputStream out = new TarArchiveOutputStream(bytes, "UTF-8")) {
      TarArchiveEntry head = new TarArchiveEntry("PaxHeaders/x", (byte) 'x');
      head.setSize(content.length);
      out.putArchiveEntry(head);
      out.write(content);
      out.closeArchiveEntry();
      TarArchiveEntry entry = new TarArchiveEntry("plain", true);
      entry.setSize(5);
      out.putArchiveEntry(entry);
      out.write("hello".getBytes(StandardCharsets.UTF_8));
      out.closeArchiveEntry();
    }
    return bytes.toByteArray();
  }

  private static String record(String key, String value) {
    int length = key.length() + value.getBytes(StandardCharsets.UTF_8).length + 3;
    int digits = Integer.toString(length + Integer.toString(length).length()).length();
    return (length + digits) + " " + key + "=" + value + "\n";
  }

  @ParameterizedTest
  @CsvSource({
    "gnu, ''",
    "pax, --sparse-version=0.0",
    "pax, --sparse-version=0.1",
    "pax, --sparse-version=1.0"
  })
  void unpack_sparseFile_hasItsHoles(String format, String version) throws Exception {
    byte[] content = new byte[3 << 20];
    content[1 << 20] = 7;
    content[content.length - 70_000] = 9;
    Path file = folder.resolve("sparse");
    try (var out = Files.newByteChannel(file, CREATE_NEW, WRITE, SPARSE)) {
      for (int at : new int[] {1 << 20, content.length - 70_000, content.length - 1}) {
        out.position(at);
        out.write(ByteBuffer.wrap(content, at, 1));
      }
    }
    byte[] tar = gnuTar("-S", "--format=" + format, version, "sparse");
    assertThat(tar.length).as("tar found holes").isLessThan(content.length / 2);
    List<PackageEntry> entries = entries(tar);
    assertThat(entries).extracting(PackageEntry::path).containsExactly("sparse");
    assertThat(entries.get(0).size()).isEqualTo(content.length);
    assertThat(Files.readAllBytes(folder.resolve("out/sparse"))).isEqualTo(content);
  }

  private byte[] gnuTar(String... arguments) throws Exception {
    List<String> words = new ArrayList<>(List.of("tar", "-C", folder.toString(), "-cf", "-"));
    Arrays.stream(arguments).filter(word -> !word.isEmpty()).forEach(words::add);
    byte[] bytes;
    try {
      Process tar = new ProcessBuilder(words).start();
      bytes = tar.getInputStream().readAllBytes();
      Assumptions.assumeTrue(tar.waitFor() == 0, "no GNU tar here");
    } catch (IOException e) {
      Assumptions.abort("no tar here");
      throw e;
    }
    return bytes;
  }

  @Test
  void unpack_longNamesAndLinks_areWhole() throws Exception {
    byte[] gnu = new RawPackage().file(LONG, "x").symlink("l", LONG).content();
    assertThat(entries(gnu))
        .extracting(PackageEntry::path, PackageEntry::linkTarget)
        .containsExactlyInAnyOrder(
            tuple(LONG, null),
            tuple("l", LONG));
  }

  @Test
  void unpack_posixHeaders_count() throws Exception {
    String path = "p/ü" + "n".repeat(150);
    List<PackageEntry> entries =
        entries(pax(record("path", path) + record("mtime", "1600000000.75")));
    assertThat(entries.get(0).path()).isEqualTo(path);
    assertThat(entries.get(0).mtime()).isEqualTo(1_600_000_000);
    assertThat(folder.resolve("out").resolve(path)).hasContent("hello");
  }

  @Test
  void unpack_posixLinkPaths_areWhole() throws Exception {
    String target = LONG + "/ü";
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (TarArchiveOutputStream out = new TarArchiveOutputStream(bytes, "UTF-8")) {
      out.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
      out.setAddPaxHeadersForNonAsciiNames(true);
      TarArchiveEntry file = new TarArchiveEntry(target, true);
      file.setSize(5);
      out.putArchiveEntry(file);
      out.write("hello".getBytes(StandardCharsets.UTF_8));
      out.closeArchiveEntry();
      for (byte type : new byte[] {TarConstants.LF_LINK, TarConstants.LF_SYMLINK}) {
        TarArchiveEntry link = new TarArchiveEntry("link" + (char) type, type, true);
        link.setLinkName(target);
        out.putArchiveEntry(link);
        out.closeArchiveEntry();
      }
    }
    assertThat(bytes.toString(StandardCharsets.UTF_8)).contains(" linkpath=" + target);
    assertThat(entries(bytes.toByteArray()))
        .extracting(PackageEntry::path, PackageEntry::kind, PackageEntry::linkTarget)
        .containsExactly(
            tuple(target, PackageEntry.Kind.FILE, null),
            tuple("link1", PackageEntry.Kind.FILE, null),
            tuple("link2", PackageEntry.Kind.SYMLINK, target));
    assertThat(folder.resolve("out/link1")).hasContent("hello");
  }

  @ParameterizedTest
  @ValueSource(strings = {"../x", "/x", "a/../../x"})
  void unpack_posixLinkPathThatLeadsOut_isRefused(String target) throws Exception {
    byte[] tar = pax(record("linkpath", target));
    // The member after the header is made a hard link without content.
    int at = tar.length;
    while (at > 0 && !new String(tar, at - 512, 5, StandardCharsets.US_ASCII).equals("plain")) {
      at -= 512;
    }
    byte[] link = Arrays.copyOf(tar, at);
    byte[] head = Arrays.copyOfRange(tar, at - 512, at);
    head[156] = TarConstants.LF_LINK;
    Arrays.fill(head, 124, 135, (byte) '0');
    checksum(head);
    System.arraycopy(head, 0, link, at - 512, 512);
    assertThatThrownBy(() -> entries(Arrays.copyOf(link, link.length + 1024)))
        .hasMessageStartingWith("HERM-PKG-002 a.conda: ")
        .hasMessageContaining("is a hard link to");
  }

  @ParameterizedTest
  @ValueSource(strings = {"../x", "/x", "a/../../x", "a\u0001b"})
  void unpack_posixPathThatLeadsOut_isRefused(String path) throws Exception {
    byte[] tar = pax(record("path", path));
    assertThatThrownBy(() -> entries(tar)).hasMessageStartingWith("HERM-PKG-002 a.conda: ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "mtime=never", "mtime=99999999999999999999999", "size=-1", "size=x",
        "size=9223372036854775807", "GNU.sparse.realsize=-5", "GNU.sparse.map=1,2,3"
      })
  void unpack_posixHeaderOfNonsense_isAProblem(String header) throws Exception {
    String[] parts = header.split("=");
    byte[] tar = pax(record(parts[0], parts[1]));
    assertThatThrownBy(() -> entries(tar))
        .isInstanceOf(HermeticException.class)
        .hasMessageStartingWith("HERM-PKG-00");
  }

  @ParameterizedTest
  @ValueSource(strings = {"999 path=x\n", "x path=y\n", "-3 path=x\n"})
  void unpack_posixHeaderOfAnotherForm_isAProblem(String records) throws Exception {
    byte[] tar = pax(records);
    assertThatThrownBy(() -> entries(tar)).hasMessageStartingWith("HERM-PKG-001 a.conda: ");
  }

  @Test
  void unpack_binarySize_isRead() throws Exception {
    byte[] tar = tar(Map.of(), "x");
    // GNU's form of numbers: the highest bit, then the number in base 256.
    Arrays.fill(tar, 124, 136, (byte) 0);
    tar[124] = (byte) 0x80;
    tar[135] = 5;
    checksum(tar);
    assertThat(entries(tar).get(0).size()).isEqualTo(5);
  }

  @Test
  void unpack_binarySizeBelowZero_isAProblem() throws Exception {
    byte[] tar = tar(Map.of(), "x");
    Arrays.fill(tar, 124, 136, (byte) 0xff);
    checksum(tar);
    assertThatThrownBy(() -> entries(tar)).hasMessageStartingWith("HERM-PKG-001 a.conda: ");
  }

  private static void checksum(byte[] header) {
    Arrays.fill(header, 148, 156, (byte) ' ');
    int sum = 0;
    for (int i = 0; i < 512; i++) {
      sum += header[i] & 0xff;
    }
    byte[] text = String.format("%06o\0 ", sum).getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(text, 0, header, 148, 8);
  }

  @Test
  void unpack_severalFramesAndStreams_areOne() throws Exception {
    byte[] tar = new RawPackage().file("x", "x".repeat(9999)).content();
    int half = tar.length / 2;
    ByteArrayOutputStream frames = new ByteArrayOutputStream();
    frames.write(Zstd.compress(Arrays.copyOf(tar, half)));
    frames.write(Zstd.compress(Arrays.copyOfRange(tar, half, tar.length)));
    byte[] conda = new RawPackage().conda(frames.toByteArray());
    assertThat(unpack(conda, "a.conda").entries()).hasSize(1);
    assertThat(folder.resolve("out/x")).hasContent("x".repeat(9999));
  }

  @Test
  void unpack_severalBzip2Streams_areOne() throws Exception {
    ByteArrayOutputStream info = new ByteArrayOutputStream();
    try (TarArchiveOutputStream out = new TarArchiveOutputStream(info, "UTF-8")) {
      for (String[] one : new String[][] {{"info/index.json", RawPackage.INDEX}, {"x", "hello"}}) {
        byte[] content = one[1].getBytes(StandardCharsets.UTF_8);
        TarArchiveEntry entry = new TarArchiveEntry(one[0], true);
        entry.setSize(content.length);
        out.putArchiveEntry(entry);
        out.write(content);
        out.closeArchiveEntry();
      }
    }
    byte[] tar = info.toByteArray();
    ByteArrayOutputStream streams = new ByteArrayOutputStream();
    for (byte[] part : List.of(Arrays.copyOf(tar, 700), Arrays.copyOfRange(tar, 700, tar.length))) {
      try (OutputStream out = new BZip2CompressorOutputStream(streams) {
            @Override
            public void close() throws IOException {
              finish();
            }
          }) {
        out.write(part);
      }
    }
    assertThat(unpack(streams.toByteArray(), "a.tar.bz2").entries()).hasSize(1);
    assertThat(folder.resolve("out/x")).hasContent("hello");
  }

  @Test
  void cannotHold_tellsTheNameAndWhy() {
    assertThat(ArchiveProblems.cannotHold("a.conda", "Lib/ü", "no such character").render())
        .isEqualTo(
            "HERM-PKG-006 a.conda: this machine cannot hold a file named `Lib/ü`: no such"
                + " character\n  Fix: use a file system that tells upper from lower case, and with"
                + " names outside ASCII set LC_ALL=C.UTF-8");
  }
}
