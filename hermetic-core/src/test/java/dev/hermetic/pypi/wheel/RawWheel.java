package dev.hermetic.pypi.wheel;

import dev.hermetic.testkit.TestWheel;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;

/** A ZIP of any members in any order, as no tool for wheels writes it. */
final class RawWheel implements AutoCloseable {
  private final Path file;
  private final ZipArchiveOutputStream zip;

  RawWheel(Path file) throws IOException {
    this.file = file;
    this.zip = new ZipArchiveOutputStream(file.toFile());
  }

  /** The metadata of a wheel, with this RECORD. */
  RawWheel info(TestWheel wheel, String record) throws IOException {
    String info = wheel.info() + "/";
    member(info + "METADATA", wheel.metadata(), 0100644);
    member(info + "WHEEL", "Wheel-Version: 1.0\nTag: " + wheel.tag() + "\n", 0100644);
    return member(info + "RECORD", record, 0100644);
  }

  RawWheel member(String name, String content, int mode) throws IOException {
    return member(name, content.getBytes(StandardCharsets.UTF_8), mode);
  }

  RawWheel member(String name, byte[] content, int mode) throws IOException {
    ZipArchiveEntry entry = new ZipArchiveEntry(name);
    entry.setUnixMode(mode);
    entry.setMethod(ZipEntry.DEFLATED);
    zip.putArchiveEntry(entry);
    zip.write(content);
    zip.closeArchiveEntry();
    return this;
  }

  /** The file, done. */
  Path done() throws IOException {
    close();
    return file;
  }

  /** The file, with all occurrences but the last of a text replaced by another of its length. */
  Path withHeader(String text, String other) throws IOException {
    close();
    String bytes = Files.readString(file, StandardCharsets.ISO_8859_1);
    int last = bytes.lastIndexOf(text);
    return Files.writeString(
        file,
        bytes.substring(0, last).replace(text, other) + bytes.substring(last),
        StandardCharsets.ISO_8859_1);
  }

  /** The file, with all occurrences of a text replaced by another of its length. */
  Path with(String text, String other) throws IOException {
    close();
    String bytes = Files.readString(file, StandardCharsets.ISO_8859_1);
    return Files.writeString(file, bytes.replace(text, other), StandardCharsets.ISO_8859_1);
  }

  @Override
  public void close() throws IOException {
    zip.close();
  }
}
