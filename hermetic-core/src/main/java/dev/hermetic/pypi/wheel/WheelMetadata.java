package dev.hermetic.pypi.wheel;

import dev.hermetic.pypi.metadata.InvalidMetadataException;
import dev.hermetic.pypi.requirement.ProjectName;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.SeekableByteChannel;
import java.util.Collections;
import java.util.List;
import java.util.zip.ZipException;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;

/** Reads {@code METADATA} out of a wheel without reading the rest of it. */
public final class WheelMetadata {
  private static final int MOST_BYTES = 8 << 20;
  private static final String ENDING = ".dist-info/METADATA";

  private WheelMetadata() {}

  /**
   * The bytes of {@code NAME-VERSION.dist-info/METADATA}.
   *
   * @param wheel read from its end; not closed
   * @param name the project that the wheel is of, by the name of its file
   * @throws InvalidMetadataException when it is a wheel, and none of this project
   * @throws IOException when it is no whole ZIP, or cannot be read: the library does not tell these
   *     apart
   */
  public static byte[] read(SeekableByteChannel wheel, ProjectName name) throws IOException {
    try (ZipFile zip =
        ZipFile.builder().setSeekableByteChannel(wheel).setIgnoreLocalFileHeader(true).get()) {
      List<ZipArchiveEntry> found =
          Collections.list(zip.getEntries()).stream()
              .filter(entry -> isMetadataOf(entry.getName(), name))
              .toList();
      if (found.size() != 1) {
        throw new InvalidMetadataException(
            found.isEmpty() ? "there is no METADATA of it in it" : "there are two METADATA in it");
      }
      try (InputStream in = zip.getInputStream(found.get(0))) {
        byte[] bytes = in.readNBytes(MOST_BYTES + 1);
        if (bytes.length > MOST_BYTES) {
          throw new InvalidMetadataException(
              "its METADATA has more than " + MOST_BYTES + " bytes");
        }
        return bytes;
      }
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw new ZipException(String.valueOf(e.getMessage()));
    }
  }

  private static boolean isMetadataOf(String path, ProjectName name) {
    if (!path.endsWith(ENDING) || path.indexOf('/') != path.length() - "/METADATA".length()) {
      return false;
    }
    String folder = path.substring(0, path.length() - ENDING.length());
    int dash = folder.indexOf('-');
    return dash > 0 && ProjectName.normalise(folder.substring(0, dash)).equals(name.normalised());
  }
}
