package dev.hermetic.archive;

/**
 * Bounds that no honest package reaches; what goes beyond is refused before it is written.
 *
 * @param entries members of one archive
 * @param bytes unpacked, of one archive
 * @param ratio unpacked bytes for each packed one
 * @param free unpacked bytes that any archive may have, whatever the ratio
 * @param headerBytes of one member's headers, long names and attributes included
 * @param metadataBytes of one file of info/ that is read: index.json, paths.json and the like
 */
public record Limits(
    int entries, long bytes, long ratio, long free, int headerBytes, int metadataBytes) {
  /** For packages of any channel. Text of highly repetitive data packs 1:100; a bomb 1:1000 and up. */
  public static final Limits DEFAULT =
      new Limits(500_000, 64L << 30, 250, 256L << 20, 1 << 20, 64 << 20);

  /** The most that an archive may unpack to. */
  long unpackedBytes(long packed) {
    return Math.min(bytes, packed > bytes / ratio ? bytes : free + packed * ratio);
  }
}
