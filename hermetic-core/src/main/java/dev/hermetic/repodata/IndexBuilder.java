package dev.hermetic.repodata;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;

/** Turns repodata JSON into an index file. */
final class IndexBuilder {
  private IndexBuilder() {}

  /**
   * Reads all of {@code json} and writes the index to {@code target}, which must not exist.
   *
   * @param sourceSha256 digest of the repodata file as it was fetched, 64 hex digits
   * @throws RepodataFormatException when the JSON is not repodata
   */
  static void build(InputStream json, String sourceSha256, Path target) throws IOException {
    ByteBuffer index = build(json, sourceSha256);
    try (FileChannel channel =
        FileChannel.open(target, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      writeFully(channel, index);
    }
  }

  /** The same in memory. */
  static ByteBuffer build(InputStream json, String sourceSha256) throws IOException {
    StringTable table = new StringTable();
    RepodataParser parser = new RepodataParser(table);
    parser.parse(json);
    List<RecordColumns> records = parser.records();
    records.sort(
        Comparator.comparing((RecordColumns r) -> r.name, Utf8Order.INSTANCE)
            .thenComparing(r -> r.fileName, Utf8Order.INSTANCE));
    markShadowed(records);
    return write(table, parser, records, sourceSha256);
  }

  /** A {@code .tar.bz2} beside a {@code .conda} of the same build is never a candidate. */
  private static void markShadowed(List<RecordColumns> records) {
    Set<String> conda = new HashSet<>();
    for (RecordColumns record : records) {
      if (record.fileName.endsWith(".conda")) {
        conda.add(record.fileName.substring(0, record.fileName.length() - ".conda".length()));
      }
    }
    for (RecordColumns record : records) {
      String file = record.fileName;
      if (file.endsWith(".tar.bz2")
          && conda.contains(file.substring(0, file.length() - ".tar.bz2".length()))) {
        record.flags |= RecordColumns.SHADOWED;
      }
    }
  }

  private static ByteBuffer write(
      StringTable table, RepodataParser parser, List<RecordColumns> records, String sourceSha256)
      throws RepodataFormatException {
    String baseUrl = parser.baseUrl();
    int baseUrlId = baseUrl == null ? RecordColumns.NONE : table.id(baseUrl);

    IntList names = new IntList();
    String last = null;
    for (int i = 0; i < records.size(); i++) {
      RecordColumns record = records.get(i);
      if (!record.name.equals(last)) {
        last = record.name;
        names.add(table.id(last));
        names.add(i);
      }
    }
    int nameCount = names.size() / 2;
    names.add(-1);
    names.add(records.size());

    Bytes recordBytes = new Bytes(records.size() * RecordColumns.BYTES);
    for (RecordColumns record : records) {
      record(recordBytes, record, table.id(record.fileName));
    }

    Bytes body = new Bytes(1 << 20);
    strings(body, table.texts());
    int listInts = lists(body, table.lists());
    body.ints(names.toArray());
    body.bytes(recordBytes);

    ByteBuffer content = body.buffer();
    ByteBuffer header = ByteBuffer.allocate(IndexFormat.HEADER);
    header
        .putLong(IndexFormat.MAGIC)
        .putLong(IndexFormat.HEADER + (long) content.remaining())
        .putLong(0)
        .put(HexFormat.of().parseHex(sourceSha256))
        .putInt(table.texts().size())
        .putInt(table.lists().size())
        .putInt(listInts)
        .putInt(nameCount)
        .putInt(records.size())
        .putInt(baseUrlId)
        .putInt(parser.leftOut())
        .flip();
    header.putLong(IndexFormat.CHECKSUM_AT, IndexFormat.checksum(header, content));
    return ByteBuffer.allocate(header.limit() + content.remaining())
        .put(header)
        .put(content)
        .flip();
  }

  private static void writeFully(FileChannel channel, ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  private static void strings(Bytes out, List<String> texts) {
    Bytes blob = new Bytes(1 << 20);
    int[] offsets = new int[texts.size() + 1];
    for (int i = 0; i < texts.size(); i++) {
      blob.bytes(texts.get(i).getBytes(StandardCharsets.UTF_8));
      offsets[i + 1] = blob.size();
    }
    out.ints(offsets);
    out.bytes(blob);
    out.align();
  }

  private static int lists(Bytes out, List<List<Integer>> lists) {
    IntList ids = new IntList();
    int[] offsets = new int[lists.size() + 1];
    for (int i = 0; i < lists.size(); i++) {
      for (int id : lists.get(i)) {
        ids.add(id);
      }
      offsets[i + 1] = ids.size();
    }
    out.ints(offsets);
    out.ints(ids.toArray());
    return ids.size();
  }

  private static void record(Bytes out, RecordColumns record, int fileName) {
    byte[] md5 = record.md5;
    byte[] sha256 = record.sha256;
    out.int32(record.version);
    out.int32(record.build);
    out.int64(record.buildNumber);
    out.int64(record.timestamp);
    out.int64(record.size);
    out.int32(fileName);
    out.int32(record.depends);
    out.int32(record.constrains);
    out.int32(record.trackFeatures);
    out.int32(record.license);
    out.int32(record.licenseFamily);
    out.int32(record.pythonSitePackagesPath);
    out.int32(
        record.flags
            | (md5 == null ? 0 : IndexedRepodata.HAS_MD5)
            | (sha256 == null ? 0 : IndexedRepodata.HAS_SHA256));
    out.bytes(md5 == null ? new byte[16] : md5);
    out.bytes(sha256 == null ? new byte[32] : sha256);
    out.int64(0);
  }

  /** Bytes in the making. */
  private static final class Bytes {
    private final Exposed bytes;
    private final DataOutputStream out;

    Bytes(int capacity) {
      bytes = new Exposed(Math.max(64, capacity));
      out = new DataOutputStream(bytes);
    }

    private interface Write {
      void run() throws IOException;
    }

    private void write(Write write) {
      try {
        write.run();
      } catch (IOException e) {
        throw new IllegalStateException("a write into memory failed", e);
      }
    }

    void int32(int value) {
      write(() -> out.writeInt(value));
    }

    void int64(long value) {
      write(() -> out.writeLong(value));
    }

    void ints(int[] values) {
      ByteBuffer buffer = ByteBuffer.allocate(values.length * 4);
      buffer.asIntBuffer().put(values);
      bytes(buffer.array());
    }

    void bytes(byte[] values) {
      write(() -> out.write(values));
    }

    void bytes(Bytes other) {
      write(() -> out.write(other.bytes.array(), 0, other.size()));
    }

    void align() {
      while (size() % 8 != 0) {
        write(() -> out.write(0));
      }
    }

    int size() {
      return bytes.size();
    }

    ByteBuffer buffer() {
      return ByteBuffer.wrap(bytes.array(), 0, bytes.size());
    }

    private static final class Exposed extends ByteArrayOutputStream {
      Exposed(int capacity) {
        super(capacity);
      }

      byte[] array() {
        return buf;
      }
    }
  }
}
