package dev.hermetic.repodata;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.function.IntUnaryOperator;
import java.util.zip.CRC32C;

/** Writes an index as {@link IndexFormat} says, a piece at a time. */
final class IndexWriter {
  private static final int PIECE = 1 << 16;

  private final String sourceSha256;
  private final StringTable table;
  private final RecordRows rows;
  private final RecordOrder order;
  private final int baseUrlId;
  private final int leftOut;
  private final int baseId;
  private final int overridesId;

  /** Where the index goes. */
  interface Sink {
    /** Takes all that is left in the buffer. */
    void append(ByteBuffer bytes) throws IOException;

    /** Puts the header over the first bytes that were appended. */
    void putFirst(ByteBuffer header) throws IOException;
  }

  /**
   * @param sourceSha256 64 hex digits
   * @param baseUrlId text number of the base URL, {@link RecordRows#NONE} for none
   * @param baseId the same for the base channel
   * @param overridesId the same for the overridden channel
   */
  IndexWriter(
      String sourceSha256,
      StringTable table,
      RecordRows rows,
      RecordOrder order,
      int baseUrlId,
      int leftOut,
      int baseId,
      int overridesId) {
    this.sourceSha256 = sourceSha256;
    this.table = table;
    this.rows = rows;
    this.order = order;
    this.baseUrlId = baseUrlId;
    this.leftOut = leftOut;
    this.baseId = baseId;
    this.overridesId = overridesId;
  }

  /** Bytes of the whole index. */
  long size() {
    long strings = 4L * (table.texts() + 1) + table.byteCount();
    return IndexFormat.HEADER
        + (strings + 7) / 8 * 8
        + 4L * (table.listEnds().size() + 1)
        + 4L * table.entries().size()
        + 8L * (order.names() + 1)
        + (4L * (RecordRows.COLUMNS + RecordRows.NUMBERS) + RecordRows.DIGESTS) * order.size();
  }

  void write(Sink sink) throws IOException {
    ByteBuffer header = ByteBuffer.allocate(IndexFormat.HEADER);
    header
        .putLong(IndexFormat.MAGIC)
        .putLong(size())
        .putLong(0)
        .put(HexFormat.of().parseHex(sourceSha256))
        .putInt(table.texts())
        .putInt(table.listEnds().size())
        .putInt(table.entries().size())
        .putInt(order.names())
        .putInt(order.size())
        .putInt(baseUrlId)
        .putInt(leftOut)
        .putInt(baseId)
        .putInt(overridesId)
        .flip();
    sink.append(header.duplicate());
    Content content = new Content(sink, header);
    strings(content);
    lists(content);
    names(content);
    columns(content);
    numbers(content);
    digests(content);
    header.putLong(IndexFormat.CHECKSUM_AT, content.finish());
    sink.putFirst(header);
  }

  private void strings(Content content) throws IOException {
    content.integer(0);
    content.integers(table.texts(), table::end);
    content.bytes(table.bytes(), 0, table.byteCount());
    int past = (4 * (table.texts() + 1) + table.byteCount()) % 8;
    content.bytes(new byte[8], 0, past == 0 ? 0 : 8 - past);
  }

  private void lists(Content content) throws IOException {
    content.integer(0);
    content.integers(table.listEnds().size(), table.listEnds()::get);
    content.integers(table.entries().size(), table.entries()::get);
  }

  private void names(Content content) throws IOException {
    for (int group = 0; group < order.names(); group++) {
      content.integer(order.name(group));
      content.integer(order.first(group));
    }
    content.integer(RecordRows.NONE);
    content.integer(order.size());
  }

  private void columns(Content content) throws IOException {
    for (int column = 0; column < RecordRows.COLUMNS; column++) {
      for (RecordGroups part : order.parts()) {
        content.integers(part.column(column), 0, part.past() - part.from());
      }
    }
  }

  private void numbers(Content content) throws IOException {
    for (int position = 0; position < order.size(); position++) {
      int row = order.row(position);
      content.integers(rows.numbers(row), rows.at(row), RecordRows.NUMBERS);
    }
  }

  private void digests(Content content) throws IOException {
    for (int position = 0; position < order.size(); position++) {
      int row = order.row(position);
      content.integers(rows.numbers(row), rows.digestsAt(row), RecordRows.DIGESTS / Integer.BYTES);
    }
  }

  /** All that follows the header, gathered into pieces and summed. */
  private static final class Content {
    private final Sink sink;
    private final CRC32C checksum = new CRC32C();
    private final ByteBuffer piece = ByteBuffer.allocate(PIECE);

    /** Numbers that come before what the piece will get next: written all at once. */
    private final int[] integers = new int[PIECE / Integer.BYTES];

    private int integerCount;

    Content(Sink sink, ByteBuffer header) {
      this.sink = sink;
      checksum.update(header.duplicate().position(IndexFormat.CHECKSUM_AT + 8));
    }

    void integer(int value) throws IOException {
      if (integerCount == integers.length) {
        flush();
      }
      integers[integerCount++] = value;
    }

    void integers(int count, IntUnaryOperator values) throws IOException {
      for (int i = 0; i < count; i++) {
        integer(values.applyAsInt(i));
      }
    }

    void integers(int[] source, int from, int count) throws IOException {
      int past = from + count;
      for (int at = from; at < past; ) {
        if (integerCount == integers.length) {
          flush();
        }
        int next = Math.min(past - at, integers.length - integerCount);
        System.arraycopy(source, at, integers, integerCount, next);
        integerCount += next;
        at += next;
      }
    }

    void bytes(byte[] source, int from, int length) throws IOException {
      if (integerCount > 0 || piece.remaining() < length) {
        flush();
      }
      if (length > piece.capacity()) {
        checksum.update(source, from, length);
        sink.append(ByteBuffer.wrap(source, from, length));
        return;
      }
      piece.put(source, from, length);
    }

    /** Writes the bytes that were gathered, and the numbers that came after them. */
    private void flush() throws IOException {
      append();
      if (integerCount > 0) {
        piece.asIntBuffer().put(integers, 0, integerCount);
        piece.position(Integer.BYTES * integerCount);
        integerCount = 0;
        append();
      }
    }

    private void append() throws IOException {
      piece.flip();
      checksum.update(piece.duplicate());
      sink.append(piece);
      piece.clear();
    }

    long finish() throws IOException {
      flush();
      return checksum.getValue();
    }
  }
}
