package dev.hermetic.repodata;

import dev.hermetic.record.Candidate;
import dev.hermetic.record.CandidateColumns;
import dev.hermetic.record.PackageRecord;
import dev.hermetic.record.Utf8Order;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.IntBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.AbstractList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Repodata behind a memory-mapped index file: opening costs a checksum, a name the copying of
 * what is looked at of all its records, a record its decoding.
 */
public final class IndexedRepodata implements Repodata {
  private final String channel;
  private final String subdir;
  private final int leftOut;
  private final ChannelRelations relations;
  private final IndexTexts texts;

  /** For each name its text and its first record; one more row tells where the last one ends. */
  private final IntBuffer nameTable;

  private final int nameCount;
  private final IndexRecords records;
  private final ConcurrentHashMap<String, CandidateColumns> columns = new ConcurrentHashMap<>();
  private final AtomicInteger readCandidates = new AtomicInteger();

  private IndexedRepodata(ByteBuffer file, String channel, String subdir) {
    this.channel = channel;
    this.subdir = subdir;
    ByteBuffer header = file.duplicate();
    header.position(IndexFormat.HEADER - IndexFormat.FIELDS * 4);
    int stringCount = header.getInt();
    int listCount = header.getInt();
    int listInts = header.getInt();
    nameCount = header.getInt();
    int recordCount = header.getInt();
    int baseUrlId = header.getInt();
    leftOut = header.getInt();
    int baseId = header.getInt();
    int overridesId = header.getInt();

    int at = IndexFormat.HEADER;
    IntBuffer stringOffsets = file.slice(at, 4 * (stringCount + 1)).asIntBuffer();
    at += 4 * (stringCount + 1);
    int blob = stringOffsets.get(stringCount);
    ByteBuffer stringBytes = file.slice(at, blob);
    at += blob;
    at += Math.floorMod(-(at - IndexFormat.HEADER), 8);
    IntBuffer listOffsets = file.slice(at, 4 * (listCount + 1)).asIntBuffer();
    at += 4 * (listCount + 1);
    IntBuffer listIds = file.slice(at, 4 * listInts).asIntBuffer();
    at += 4 * listInts;
    nameTable = file.slice(at, 8 * (nameCount + 1)).asIntBuffer();
    at += 8 * (nameCount + 1);
    IntBuffer columnInts = file.slice(at, 4 * RecordRows.COLUMNS * recordCount).asIntBuffer();
    at += 4 * RecordRows.COLUMNS * recordCount;
    IntBuffer numbers = file.slice(at, 4 * RecordRows.NUMBERS * recordCount).asIntBuffer();
    at += 4 * RecordRows.NUMBERS * recordCount;
    ByteBuffer digests = file.slice(at, RecordRows.DIGESTS * recordCount);
    texts = new IndexTexts(stringOffsets, stringBytes, listOffsets, listIds);
    String baseUrl =
        baseUrlId == RecordRows.NONE
            ? channel + "/" + subdir + "/"
            : BaseUrl.resolve(channel, subdir, texts.string(baseUrlId));
    records = new IndexRecords(columnInts, numbers, digests, texts, channel, subdir, baseUrl);
    relations = new ChannelRelations(texts.optional(baseId), texts.optional(overridesId));
  }

  /**
   * Opens an index file.
   *
   * @param sourceSha256 digest that the index must have been built from
   * @return empty when the file is missing, cut short, damaged, of another version or of another
   *     source: the caller builds it anew
   */
  static Optional<IndexedRepodata> open(
      Path file, String sourceSha256, String channel, String subdir) throws IOException {
    try (FileChannel in = FileChannel.open(file, StandardOpenOption.READ)) {
      long length = in.size();
      if (length < IndexFormat.HEADER || length > Integer.MAX_VALUE) {
        return Optional.empty();
      }
      ByteBuffer bytes = in.map(FileChannel.MapMode.READ_ONLY, 0, length);
      byte[] source = new byte[32];
      long magic = bytes.getLong();
      long expectedLength = bytes.getLong();
      long expectedChecksum = bytes.getLong();
      bytes.get(source);
      if (magic != IndexFormat.MAGIC
          || expectedLength != length
          || !Arrays.equals(source, HexFormat.of().parseHex(sourceSha256))) {
        return Optional.empty();
      }
      ByteBuffer content = bytes.duplicate().position(IndexFormat.HEADER);
      if (IndexFormat.checksum(bytes, content) != expectedChecksum) {
        return Optional.empty();
      }
      return Optional.of(new IndexedRepodata(bytes.rewind(), channel, subdir));
    } catch (java.nio.file.NoSuchFileException e) {
      return Optional.empty();
    }
  }

  /** What {@link IndexBuilder} made just now. */
  static IndexedRepodata of(ByteBuffer index, String channel, String subdir) {
    return new IndexedRepodata(index, channel, subdir);
  }

  @Override
  public String channel() {
    return channel;
  }

  @Override
  public String subdir() {
    return subdir;
  }

  @Override
  public ChannelRelations relations() {
    return relations;
  }

  /** Records of the source that were left out because they lack what a record must have. */
  public int leftOut() {
    return leftOut;
  }

  /** Candidates of all names that were asked for so far. */
  public int readCandidates() {
    return readCandidates.get();
  }

  @Override
  public List<String> names() {
    return new AbstractList<>() {
      @Override
      public String get(int index) {
        return texts.string(nameTable.get(2 * index));
      }

      @Override
      public int size() {
        return nameCount;
      }
    };
  }

  @Override
  public List<PackageRecord> records(String name) {
    return candidates(name).stream()
        .map(Candidate::record)
        .sorted(Comparator.comparing(PackageRecord::fileName, Utf8Order.INSTANCE))
        .toList();
  }

  @Override
  public List<Candidate> candidates(String name) {
    CandidateColumns rows = columns(name);
    return new AbstractList<>() {
      @Override
      public Candidate get(int index) {
        return rows.candidate(index);
      }

      @Override
      public int size() {
        return rows.size();
      }
    };
  }

  @Override
  public CandidateColumns columns(String name) {
    CandidateColumns known = columns.get(name);
    return known != null ? known : columns.computeIfAbsent(name, this::find);
  }

  @Override
  public Optional<PackageRecord> record(String name, String fileName) {
    int group = group(name);
    if (group < 0) {
      return Optional.empty();
    }
    int nameLength = texts.length(nameTable.get(2 * group));
    int index = records.find(name, nameLength, first(group), first(group + 1), fileName);
    return index < 0 ? Optional.empty() : Optional.of(records.decode(name, index));
  }

  private CandidateColumns find(String name) {
    int group = group(name);
    if (group < 0) {
      return CandidateColumns.of(List.of());
    }
    CandidateColumns found =
        new IndexedCandidates(records, texts, name, first(group), first(group + 1));
    readCandidates.addAndGet(found.size());
    return found;
  }

  /** The first record of a name, by its place in the name table. */
  private int first(int group) {
    return nameTable.get(2 * group + 1);
  }

  /** Position of a name in the name table, negative when it is not there. */
  private int group(String name) {
    byte[] key = name.getBytes(StandardCharsets.UTF_8);
    int low = 0;
    int high = nameCount - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      int order = texts.compare(nameTable.get(2 * middle), key);
      if (order == 0) {
        return middle;
      }
      if (order < 0) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return -1;
  }
}
