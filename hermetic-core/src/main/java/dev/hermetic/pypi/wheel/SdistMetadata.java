package dev.hermetic.pypi.wheel;

import dev.hermetic.pypi.metadata.InvalidMetadataException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/** Reads {@code PKG-INFO} out of a source distribution; nothing of it is run (PEP 625, PEP 643). */
public final class SdistMetadata {
  private static final int MOST_BYTES = 8 << 20;
  private static final int MOST_MEMBERS = 200_000;

  /** The metadata are near the beginning of what tools write; a bomb is not read to its end. */
  private static final long MOST_UNPACKED = 4L << 30;

  private SdistMetadata() {}

  /**
   * The bytes of {@code NAME-VERSION/PKG-INFO}.
   *
   * @throws InvalidMetadataException when it is no {@code .tar.gz}, or none is in it
   * @throws IOException when the file cannot be read
   */
  public static byte[] read(Path sdist) throws IOException {
    if (!sdist.getFileName().toString().endsWith(".tar.gz") && !isGzip(sdist)) {
      throw new InvalidMetadataException("it is no .tar.gz, and others carry no static metadata");
    }
    try (InputStream file = new BufferedInputStream(Files.newInputStream(sdist));
        TarArchiveInputStream tar = new TarArchiveInputStream(new GZIPInputStream(file))) {
      int members = 0;
      for (TarArchiveEntry entry = tar.getNextEntry();
          entry != null;
          entry = tar.getNextEntry()) {
        if (++members > MOST_MEMBERS || tar.getBytesRead() > MOST_UNPACKED) {
          throw new InvalidMetadataException("it is too large to look for its metadata in it");
        }
        if (entry.isFile() && isMetadata(entry.getName())) {
          byte[] bytes = tar.readNBytes(MOST_BYTES + 1);
          if (bytes.length > MOST_BYTES) {
            throw new InvalidMetadataException(
                "its PKG-INFO has more than " + MOST_BYTES + " bytes");
          }
          return bytes;
        }
      }
    } catch (ZipException | IllegalArgumentException e) {
      throw new InvalidMetadataException("it is no whole .tar.gz: " + e.getMessage());
    }
    throw new InvalidMetadataException("there is no PKG-INFO in it");
  }

  private static boolean isGzip(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return in.read() == 0x1f && in.read() == 0x8b;
    }
  }

  private static boolean isMetadata(String path) {
    String plain = path.startsWith("./") ? path.substring(2) : path;
    int slash = plain.indexOf('/');
    return slash > 0 && plain.substring(slash).equals("/PKG-INFO");
  }
}
