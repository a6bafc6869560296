package dev.hermetic.lock;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/** Source distributions with static metadata (PEP 643) and nothing else. */
final class Sdists {
  private Sdists() {}

  static byte[] of(String name, String version) {
    byte[] metadata =
        ("Metadata-Version: 2.2\nName: " + name + "\nVersion: " + version + "\n")
            .getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (TarArchiveOutputStream tar = new TarArchiveOutputStream(new GZIPOutputStream(out))) {
      TarArchiveEntry entry = new TarArchiveEntry(name + "-" + version + "/PKG-INFO");
      entry.setSize(metadata.length);
      tar.putArchiveEntry(entry);
      tar.write(metadata);
      tar.closeArchiveEntry();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }
}
