package dev.hermetic.repodata;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** Turns repodata JSON into an index. */
final class IndexBuilder {
  private IndexBuilder() {}

  /**
   * Reads all of {@code json}, which is then closed, and writes the index to {@code target}, which
   * must not exist.
   *
   * @param sourceSha256 digest of the repodata file as it was fetched, 64 hex digits
   * @throws RepodataFormatException when the JSON is not repodata
   */
  static void build(InputStream json, String sourceSha256, Path target) throws IOException {
    IndexWriter index;
    try (ReadAhead ahead = new ReadAhead(json)) {
      index = read(ahead, sourceSha256);
    }
    try (FileChannel channel =
        FileChannel.open(target, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      index.write(
          new IndexWriter.Sink() {
            @Override
            public void append(ByteBuffer bytes) throws IOException {
              while (bytes.hasRemaining()) {
                channel.write(bytes);
              }
            }

            @Override
            public void putFirst(ByteBuffer header) throws IOException {
              channel.position(0);
              append(header);
            }
          });
    }
  }

  /** The same in memory. */
  static ByteBuffer build(InputStream json, String sourceSha256) throws IOException {
    IndexWriter index = read(json, sourceSha256);
    ByteBuffer all = ByteBuffer.allocate(Math.toIntExact(index.size()));
    index.write(
        new IndexWriter.Sink() {
          @Override
          public void append(ByteBuffer bytes) {
            all.put(bytes);
          }

          @Override
          public void putFirst(ByteBuffer header) {
            all.put(0, header, header.position(), header.remaining());
          }
        });
    return all.flip();
  }

  private static IndexWriter read(InputStream json, String sourceSha256) throws IOException {
    RepodataParser parser = new RepodataParser(new StringTable());
    parser.parse(json);
    ChannelRelations relations = parser.relations();
    int baseUrlId = id(parser, parser.baseUrl());
    int baseId = id(parser, relations.base());
    int overridesId = id(parser, relations.overrides());
    return new IndexWriter(
        sourceSha256,
        parser.table(),
        parser.rows(),
        RecordOrder.of(parser.rows(), parser.table()),
        baseUrlId,
        parser.leftOut(),
        baseId,
        overridesId);
  }

  private static int id(RepodataParser parser, @Nullable String text)
      throws RepodataFormatException {
    return text == null ? RecordRows.NONE : parser.table().id(text);
  }
}
