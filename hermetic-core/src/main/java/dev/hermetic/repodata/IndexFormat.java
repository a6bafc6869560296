package dev.hermetic.repodata;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * Layout of an index file, all numbers big-endian. A file is used only when magic, length, source
 * digest and checksum hold; otherwise it is built anew.
 *
 * <pre>
 * header   magic 8 | length 8 | checksum of all that follows it 8 | source sha256 32
 *          | strings 4 | lists 4 | list ints 4 | names 4 | records 4 | base url id 4 | left out 4
 *          | base channel id 4 | overridden channel id 4
 * strings  offset int × (strings + 1), then UTF-8
 * lists    offset int × (lists + 1), then string ids
 * names    (string id, first record) × names, then (-1, records): names in order of their UTF-8
 * columns  {@link RecordRows#COLUMNS} times an int of every record: grouped by name, and within a name
 *          in order of preference, behind these the .tar.bz2 of which there is a .conda too
 * numbers  {@link RecordRows#NUMBERS} ints a record, in the same order
 * digests  {@link RecordRows#DIGESTS} bytes a record, in the same order
 * </pre>
 */
final class IndexFormat {
  static final long MAGIC = 0x4845524D49445836L; // HERMIDX6
  /** Numbers at the end of the header, four bytes each. */
  static final int FIELDS = 9;

  static final int HEADER = 8 + 8 + 8 + 32 + FIELDS * 4;

  static final int CHECKSUM_AT = 16;

  private IndexFormat() {}

  /** CRC-32C of everything but magic, length and the checksum itself. */
  static long checksum(ByteBuffer header, ByteBuffer content) {
    CRC32C checksum = new CRC32C();
    checksum.update(header.duplicate().position(CHECKSUM_AT + 8).limit(HEADER));
    checksum.update(content.duplicate());
    return checksum.getValue();
  }
}
