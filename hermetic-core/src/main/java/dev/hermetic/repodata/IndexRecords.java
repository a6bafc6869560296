package dev.hermetic.repodata;

import dev.hermetic.record.PackageRecord;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Reads the {@linkplain RecordRows records} of an index by their numbers. */
final class IndexRecords {
  private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

  private final ByteBuffer bytes;
  private final IndexTexts texts;
  private final String channel;
  private final String subdir;

  /** What a record's file name is appended to. */
  private final String baseUrl;

  IndexRecords(
      ByteBuffer bytes, IndexTexts texts, String channel, String subdir, String baseUrl) {
    this.bytes = bytes;
    this.texts = texts;
    this.channel = channel;
    this.subdir = subdir;
    this.baseUrl = baseUrl;
  }

  String channel() {
    return channel;
  }

  String subdir() {
    return subdir;
  }

  int flags(int index) {
    return bytes.getInt(index * RecordRows.BYTES + RecordRows.FLAGS);
  }

  /** The text that a record has at an offset of its bytes. */
  String text(int index, int offset) {
    return texts.string(bytes.getInt(index * RecordRows.BYTES + offset));
  }

  /** Of nearly all records it is made of what they say, and not kept. */
  String fileName(String name, int index) {
    int kept = bytes.getInt(index * RecordRows.BYTES + RecordRows.FILE_NAME);
    return kept != RecordRows.NONE
        ? texts.string(kept)
        : name
            + "-"
            + text(index, RecordRows.VERSION)
            + "-"
            + text(index, RecordRows.BUILD)
            + ((flags(index) & RecordRows.TAR_BZ2) == 0 ? ".conda" : ".tar.bz2");
  }

  long number(int index, int offset) {
    return bytes.getLong(index * RecordRows.BYTES + offset);
  }

  List<String> texts(int index, int offset) {
    return texts.list(bytes.getInt(index * RecordRows.BYTES + offset));
  }

  PackageRecord decode(String name, int index) {
    int at = index * RecordRows.BYTES;
    int flags = flags(index);
    String fileName = fileName(name, index);
    return new PackageRecord(
        name,
        text(index, RecordRows.VERSION),
        text(index, RecordRows.BUILD),
        number(index, RecordRows.BUILD_NUMBER),
        texts(index, RecordRows.DEPENDS),
        texts(index, RecordRows.CONSTRAINS),
        subdir,
        IndexedCandidate.noarch(flags),
        number(index, RecordRows.TIMESTAMP),
        texts(index, RecordRows.TRACK_FEATURES),
        texts.optional(bytes.getInt(at + RecordRows.LICENSE)),
        texts.optional(bytes.getInt(at + RecordRows.LICENSE_FAMILY)),
        (flags & RecordRows.HAS_MD5) == 0 ? null : hex(at + RecordRows.MD5, 16),
        (flags & RecordRows.HAS_SHA256) == 0 ? null : hex(at + RecordRows.SHA256, 32),
        bytes.getLong(at + RecordRows.SIZE),
        fileName,
        channel,
        baseUrl + fileName,
        texts.optional(bytes.getInt(at + RecordRows.SITE_PACKAGES)));
  }

  /**
   * The record of a file, negative when there is none. Apart from decoding it, which Java would else
   * compile into the loop.
   *
   * @param nameLength bytes of the name
   * @param first the first record of the name
   * @param past one past its last
   */
  int find(String name, int nameLength, int first, int past, String fileName) {
    byte[] key = fileName.getBytes(StandardCharsets.UTF_8);
    int from = nameLength + 1;
    int asked = RecordRows.NONE;
    boolean sameVersion = false;
    for (int i = first; i < past; i++) {
      // Told by the bytes of version and build: a name has hundreds of records, of which one is
      // looked for.
      int at = i * RecordRows.BYTES;
      int version = bytes.getInt(at + RecordRows.VERSION);
      if (version != asked) {
        asked = version;
        sameVersion = texts.lies(version, key, from);
      }
      boolean likely =
          bytes.getInt(at + RecordRows.FILE_NAME) != RecordRows.NONE
              || sameVersion
                  && texts.lies(
                      bytes.getInt(at + RecordRows.BUILD), key, from + texts.length(version) + 1);
      if (likely && fileName(name, i).equals(fileName)) {
        return i;
      }
    }
    return -1;
  }

  private String hex(int at, int count) {
    byte[] digits = new byte[2 * count];
    for (int i = 0; i < count; i++) {
      int value = bytes.get(at + i);
      digits[2 * i] = HEX[(value >> 4) & 15];
      digits[2 * i + 1] = HEX[value & 15];
    }
    return new String(digits, StandardCharsets.ISO_8859_1);
  }
}
