package dev.hermetic.repodata;

import dev.hermetic.record.PackageRecord;
import java.nio.ByteBuffer;
import java.nio.IntBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Reads the {@linkplain RecordRows records} of an index by their numbers. */
final class IndexRecords {
  private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

  private final IntBuffer columns;
  private final IntBuffer numbers;
  private final ByteBuffer digests;

  /** How many records there are. */
  private final int columnLength;

  private final IndexTexts texts;
  private final String channel;
  private final String subdir;

  /** What a record's file name is appended to. */
  private final String baseUrl;

  IndexRecords(
      IntBuffer columns,
      IntBuffer numbers,
      ByteBuffer digests,
      IndexTexts texts,
      String channel,
      String subdir,
      String baseUrl) {
    this.columns = columns;
    this.columnLength = columns.capacity() / RecordRows.COLUMNS;
    this.numbers = numbers;
    this.digests = digests;
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
    return get(index, RecordRows.FLAGS);
  }

  /** What a record has in a column. */
  int get(int index, int column) {
    return column < RecordRows.NUMBERS
        ? numbers.get(index * RecordRows.NUMBERS + column)
        : columns.get((column - RecordRows.NUMBERS) * columnLength + index);
  }

  /**
   * What records have in a column that lies apart. Copied at once, and not through the buffer number
   * by number: most names are read before Java has compiled what reads them.
   */
  int[] column(int column, int first, int size) {
    int[] values = new int[size];
    columns.get((column - RecordRows.NUMBERS) * columnLength + first, values);
    return values;
  }

  /** The text of which a record has the number in a column. */
  String text(int index, int column) {
    return texts.string(get(index, column));
  }

  /** Of nearly all records it is made of what they say, and not kept. */
  String fileName(String name, int index) {
    int kept = get(index, RecordRows.FILE_NAME);
    return kept != RecordRows.NONE
        ? texts.string(kept)
        : FileName.of(
            name,
            text(index, RecordRows.VERSION),
            text(index, RecordRows.BUILD),
            (flags(index) & RecordRows.TAR_BZ2) != 0);
  }

  /** A number of eight bytes. */
  long number(int index, int column) {
    return (long) get(index, column) << Integer.SIZE | get(index, column + 1) & 0xffff_ffffL;
  }

  List<String> texts(int index, int column) {
    return texts.list(get(index, column));
  }

  PackageRecord decode(String name, int index) {
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
        texts.optional(get(index, RecordRows.LICENSE)),
        texts.optional(get(index, RecordRows.LICENSE_FAMILY)),
        (flags & RecordRows.HAS_MD5) == 0 ? null : hex(index, RecordRows.MD5, 16),
        (flags & RecordRows.HAS_SHA256) == 0 ? null : hex(index, RecordRows.SHA256, 32),
        number(index, RecordRows.SIZE),
        fileName,
        channel,
        baseUrl + fileName,
        texts.optional(get(index, RecordRows.SITE_PACKAGES)));
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
      int version = get(i, RecordRows.VERSION);
      if (version != asked) {
        asked = version;
        sameVersion = texts.lies(version, key, from);
      }
      boolean likely =
          get(i, RecordRows.FILE_NAME) != RecordRows.NONE
              || sameVersion
                  && texts.lies(
                      get(i, RecordRows.BUILD), key, from + texts.length(version) + 1);
      if (likely && fileName(name, i).equals(fileName)) {
        return i;
      }
    }
    return -1;
  }

  private String hex(int index, int column, int count) {
    int at = index * RecordRows.DIGESTS + column;
    byte[] digits = new byte[2 * count];
    for (int i = 0; i < count; i++) {
      int value = digests.get(at + i);
      digits[2 * i] = HEX[(value >> 4) & 15];
      digits[2 * i + 1] = HEX[value & 15];
    }
    return new String(digits, StandardCharsets.ISO_8859_1);
  }
}
