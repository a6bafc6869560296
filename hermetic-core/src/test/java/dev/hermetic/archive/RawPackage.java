package dev.hermetic.archive;

import com.github.luben.zstd.Zstd;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorOutputStream;

/** Archives as no builder makes them, member by member. */
final class RawPackage {
  static final String INDEX = "{\"name\": \"a\", \"version\": \"1\", \"build\": \"0\"}";

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final TarArchiveOutputStream tar;
  private final ByteArrayOutputStream infoBytes = new ByteArrayOutputStream();
  private final TarArchiveOutputStream info;

  RawPackage() {
    tar = open(bytes);
    info = open(infoBytes);
    info("index.json", INDEX);
  }

  private static TarArchiveOutputStream open(OutputStream out) {
    TarArchiveOutputStream tar = new TarArchiveOutputStream(out, "UTF-8");
    tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_GNU);
    tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
    return tar;
  }

  RawPackage info(String name, String content) {
    put(info, new TarArchiveEntry("info/" + name, true), content.getBytes(StandardCharsets.UTF_8));
    return this;
  }

  RawPackage file(String path, String content) {
    return file(path, content.getBytes(StandardCharsets.UTF_8), 0644);
  }

  RawPackage file(String path, byte[] content, int mode) {
    TarArchiveEntry entry = new TarArchiveEntry(path, true);
    entry.setMode(mode);
    entry.setModTime(1_600_000_000_000L);
    put(tar, entry, content);
    return this;
  }

  RawPackage symlink(String path, String target) {
    return special(path, TarConstants.LF_SYMLINK, target);
  }

  RawPackage hardLink(String path, String target) {
    return special(path, TarConstants.LF_LINK, target);
  }

  RawPackage special(String path, byte type, String target) {
    TarArchiveEntry entry = new TarArchiveEntry(path, type, true);
    entry.setLinkName(target);
    put(tar, entry, new byte[0]);
    return this;
  }

  private static void put(TarArchiveOutputStream tar, TarArchiveEntry entry, byte[] content) {
    try {
      entry.setSize(content.length);
      tar.putArchiveEntry(entry);
      tar.write(content);
      tar.closeArchiveEntry();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  byte[] conda() {
    return conda(Zstd.compress(content()));
  }

  /** With that content in place of its own. */
  byte[] conda(byte[] packedContent) {
    return zip(
        "metadata.json",
        "{\"conda_pkg_format_version\": 2}".getBytes(StandardCharsets.UTF_8),
        "pkg-a-1-0.tar.zst",
        packedContent,
        "info-a-1-0.tar.zst",
        Zstd.compress(closed(info, infoBytes)));
  }

  byte[] content() {
    return closed(tar, bytes);
  }

  byte[] tarBz2() {
    try {
      ByteArrayOutputStream packed = new ByteArrayOutputStream();
      try (OutputStream out = new BZip2CompressorOutputStream(packed)) {
        // The end mark of the first tar would hide the second.
        byte[] first = closed(info, infoBytes);
        int end = first.length;
        while (end > 512 && isZero(first, end - 512)) {
          end -= 512;
        }
        out.write(first, 0, end);
        out.write(content());
      }
      return packed.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isZero(byte[] bytes, int from) {
    for (int i = from; i < from + 512; i++) {
      if (bytes[i] != 0) {
        return false;
      }
    }
    return true;
  }

  private static byte[] closed(TarArchiveOutputStream tar, ByteArrayOutputStream bytes) {
    try {
      tar.close();
      return bytes.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A ZIP of stored members: names and contents in turn. */
  static byte[] zip(Object... members) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (int i = 0; i < members.length; i += 2) {
        byte[] content = (byte[]) members[i + 1];
        ZipEntry entry = new ZipEntry((String) members[i]);
        CRC32 crc = new CRC32();
        crc.update(content);
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(content.length);
        entry.setCrc(crc.getValue());
        zip.putNextEntry(entry);
        zip.write(content);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
