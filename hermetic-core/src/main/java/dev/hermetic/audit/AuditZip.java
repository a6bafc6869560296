package dev.hermetic.audit;

import dev.hermetic.oci.Digest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * A zip that is the same for the same files: sorted, of one time, and not packed, because what packs
 * in Java is another zlib on each machine.
 */
final class AuditZip {
  static final String SUMS = "SHA256SUMS";

  /** For the very first that a zip can say, Java adds one in the machine's own time zone. */
  private static final LocalDateTime TIME = LocalDateTime.of(1980, 2, 1, 0, 0);

  private AuditZip() {}

  /** The files, with a list of their digests that {@code sha256sum -c} reads. */
  static byte[] of(SortedMap<String, byte[]> files) {
    StringBuilder sums = new StringBuilder();
    files.forEach(
        (name, bytes) ->
            sums.append(Digest.of(bytes).hex()).append("  ").append(name).append('\n'));
    SortedMap<String, byte[]> all = new TreeMap<>(files);
    all.put(SUMS, sums.toString().getBytes(StandardCharsets.UTF_8));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(out, StandardCharsets.UTF_8)) {
      for (Map.Entry<String, byte[]> file : all.entrySet()) {
        zip.putNextEntry(entry(file.getKey(), file.getValue()));
        zip.write(file.getValue());
        zip.closeEntry();
      }
    } catch (IOException e) {
      throw new IllegalStateException("memory cannot fail", e);
    }
    return out.toByteArray();
  }

  private static ZipEntry entry(String name, byte[] bytes) {
    CRC32 crc = new CRC32();
    crc.update(bytes);
    ZipEntry entry = new ZipEntry(name);
    entry.setMethod(ZipEntry.STORED);
    entry.setSize(bytes.length);
    entry.setCompressedSize(bytes.length);
    entry.setCrc(crc.getValue());
    entry.setTimeLocal(TIME);
    return entry;
  }
}
