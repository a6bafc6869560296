package dev.hermetic.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.luben.zstd.Zstd;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32;
import org.apache.commons.compress.archivers.zip.Zip64Mode;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The outer ZIP of a package in the forms that writers of streams and of large files give it. */
class ZipFormsTest {
  private static final byte[] METADATA =
      "{\"conda_pkg_format_version\": 2}".getBytes(StandardCharsets.UTF_8);

  @TempDir Path folder;

  private final byte[] content = Zstd.compress(new RawPackage().file("x", "hello").content());

  private void assertUnpacks(byte[] conda) throws Exception {
    Path file = Files.write(folder.resolve("a.conda"), conda);
    PackageArchive.Content unpacked =
        new PackageArchive(Limits.DEFAULT)
            .unpack(file, "a.conda", Files.createDirectory(folder.resolve("out")));
    assertThat(unpacked.entries()).extracting(PackageEntry::path).containsExactly("x");
    assertThat(folder.resolve("out/x")).hasContent("hello");
  }

  /** The members of a package, whichever form they are written in. */
  private Object[] members() throws Exception {
    Path plain = Files.write(folder.resolve("plain.zip"), new RawPackage().conda(content));
    try (java.util.zip.ZipFile zip = new java.util.zip.ZipFile(plain.toFile())) {
      byte[] info = zip.getInputStream(zip.getEntry("info-a-1-0.tar.zst")).readAllBytes();
      return new Object[] {
        "metadata.json", METADATA, "pkg-a-1-0.tar.zst", content, "info-a-1-0.tar.zst", info
      };
    }
  }

  @Test
  void unpack_zip64_isRead() throws Exception {
    Path file = folder.resolve("zip64.zip");
    Object[] members = members();
    try (ZipArchiveOutputStream zip = new ZipArchiveOutputStream(file)) {
      zip.setUseZip64(Zip64Mode.Always);
      for (int i = 0; i < members.length; i += 2) {
        byte[] bytes = (byte[]) members[i + 1];
        ZipArchiveEntry entry = new ZipArchiveEntry((String) members[i]);
        CRC32 crc = new CRC32();
        crc.update(bytes);
        entry.setMethod(ZipArchiveEntry.STORED);
        entry.setSize(bytes.length);
        entry.setCrc(crc.getValue());
        zip.putArchiveEntry(entry);
        zip.write(bytes);
        zip.closeArchiveEntry();
      }
    }
    byte[] zip64 = Files.readAllBytes(file);
    // The end of the directory of ZIP64 (APPNOTE 4.3.14).
    assertThat(new String(zip64, StandardCharsets.ISO_8859_1)).contains("PK\6\6");
    assertUnpacks(zip64);
  }

  /** As Python's zipfile writes into what it cannot go back in: sizes come after the content. */
  private byte[] streamed(boolean described) throws Exception {
    Object[] members = members();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream directory = new ByteArrayOutputStream();
    for (int i = 0; i < members.length; i += 2) {
      byte[] name = ((String) members[i]).getBytes(StandardCharsets.UTF_8);
      byte[] bytes = (byte[]) members[i + 1];
      CRC32 crc = new CRC32();
      crc.update(bytes);
      int at = out.size();
      out.writeBytes(header(0x04034b50, 30, 4).putShort(26, (short) name.length).array());
      out.writeBytes(name);
      out.writeBytes(bytes);
      if (described) {
        out.writeBytes(
            ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN).putInt(0x08074b50)
                .putInt((int) crc.getValue()).putInt(bytes.length).putInt(bytes.length).array());
      }
      directory.writeBytes(
          header(0x02014b50, 46, 6)
              .putInt(16, (int) crc.getValue())
              .putInt(20, bytes.length)
              .putInt(24, bytes.length)
              .putShort(28, (short) name.length)
              .putInt(42, at)
              .array());
      directory.writeBytes(name);
    }
    int at = out.size();
    out.writeBytes(directory.toByteArray());
    short count = (short) (members.length / 2);
    out.writeBytes(
        ByteBuffer.allocate(22).order(ByteOrder.LITTLE_ENDIAN).putInt(0x06054b50)
            .putShort(8, count).putShort(10, count)
            .putInt(12, directory.size()).putInt(16, at).array());
    return out.toByteArray();
  }

  /** With the version 2.0 and the flag of a data descriptor (APPNOTE 4.4.4, bit 3). */
  private static ByteBuffer header(int signature, int length, int versionAt) {
    return ByteBuffer.allocate(length)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putInt(0, signature)
        .putShort(versionAt, (short) 20)
        .putShort(versionAt + 2, (short) 8);
  }

  @Test
  void unpack_dataDescriptors_areLeftOut() throws Exception {
    assertUnpacks(streamed(true));
  }

  /** The directory alone counts. */
  @Test
  void unpack_missingDataDescriptors_areNotMissed() throws Exception {
    assertUnpacks(streamed(false));
  }

  @Test
  void unpack_directoryCutOff_isAProblem() throws Exception {
    byte[] zip = streamed(true);
    byte[] cut = java.util.Arrays.copyOf(zip, zip.length - 30);
    assertThatThrownBy(() -> assertUnpacks(cut)).hasMessageStartingWith("HERM-PKG-001 a.conda: ");
  }
}
