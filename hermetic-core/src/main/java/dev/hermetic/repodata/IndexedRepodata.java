package dev.hermetic.repodata;

import dev.hermetic.record.Candidate;
import dev.hermetic.record.CandidateColumns;
import dev.hermetic.record.PackageRecord;
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
import org.jspecify.annotations.Nullable;

/**
 * Repodata behind a memory-mapped index file: opening costs a checksum, a name costs the decoding of
 * its own records.
 */
public final class IndexedRepodata implements Repodata {
  private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

  private final String channel;
  private final String subdir;
  private final String baseUrl;
  private final int leftOut;
  private final ChannelRelations relations;
  private final IntBuffer stringOffsets;
  private final ByteBuffer stringBytes;
  private final IntBuffer listOffsets;
  private final IntBuffer listIds;
  private final IntBuffer nameTable;
  private final ByteBuffer recordBytes;
  private final IntBuffer recordInts;
  private final int nameCount;
  private final @Nullable String[] strings;
  private final @Nullable List<String>[] lists;
  private final ConcurrentHashMap<String, CandidateColumns> columns = new ConcurrentHashMap<>();
  private final AtomicInteger readCandidates = new AtomicInteger();

  @SuppressWarnings({"unchecked", "rawtypes"})
  private IndexedRepodata(ByteBuffer file, String channel, String subdir) {
    this.channel = channel;
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
    stringOffsets = file.slice(at, 4 * (stringCount + 1)).asIntBuffer();
    at += 4 * (stringCount + 1);
    int blob = stringOffsets.get(stringCount);
    stringBytes = file.slice(at, blob);
    at += blob;
    at += Math.floorMod(-(at - IndexFormat.HEADER), 8);
    listOffsets = file.slice(at, 4 * (listCount + 1)).asIntBuffer();
    at += 4 * (listCount + 1);
    listIds = file.slice(at, 4 * listInts).asIntBuffer();
    at += 4 * listInts;
    nameTable = file.slice(at, 8 * (nameCount + 1)).asIntBuffer();
    at += 8 * (nameCount + 1);
    recordBytes = file.slice(at, RecordRows.BYTES * recordCount);
    recordInts = recordBytes.asIntBuffer();
    strings = new String[stringCount];
    lists = new List[listCount];
    this.subdir = subdir;
    this.baseUrl =
        baseUrlId == RecordRows.NONE
            ? channel + "/" + subdir + "/"
            : BaseUrl.resolve(channel, subdir, string(baseUrlId));
    this.relations = new ChannelRelations(optional(baseId), optional(overridesId));
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

  /** Candidates looked at so far. */
  public int readCandidates() {
    return readCandidates.get();
  }

  @Override
  public List<String> names() {
    return new AbstractList<>() {
      @Override
      public String get(int index) {
        return string(nameTable.get(2 * index));
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
        return rows.candidates().apply(index);
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
    return known != null ? known : columns.computeIfAbsent(name, this::read);
  }

  @Override
  public Optional<PackageRecord> record(String name, String fileName) {
    int index = index(name, fileName);
    return index < 0 ? Optional.empty() : Optional.of(decode(name, index));
  }

  /**
   * The record of a file, negative when there is none. Apart from decoding it, which Java would else compile
   * into the loop.
   */
  private int index(String name, String fileName) {
    int group = group(name);
    if (group < 0) {
      return -1;
    }
    byte[] key = fileName.getBytes(StandardCharsets.UTF_8);
    int from = length(nameTable.get(2 * group)) + 1;
    int asked = RecordRows.NONE;
    boolean sameVersion = false;
    for (int i = nameTable.get(2 * group + 1); i < nameTable.get(2 * group + 3); i++) {
      // Told by the bytes of version and build: a name has hundreds of records, of which one is looked for.
      int at = i * RecordRows.BYTES;
      int version = recordBytes.getInt(at + RecordRows.VERSION);
      if (version != asked) {
        asked = version;
        sameVersion = lies(version, key, from);
      }
      boolean likely =
          recordBytes.getInt(at + RecordRows.FILE_NAME) != RecordRows.NONE
              || sameVersion
                  && lies(
                      recordBytes.getInt(at + RecordRows.BUILD), key, from + length(version) + 1);
      if (likely && fileName(name, i).equals(fileName)) {
        return i;
      }
    }
    return -1;
  }

  private int length(int stringId) {
    return stringOffsets.get(stringId + 1) - stringOffsets.get(stringId);
  }

  /** Whether a text's bytes are those of another from there on. */
  private boolean lies(int stringId, byte[] text, int from) {
    int start = stringOffsets.get(stringId);
    int length = length(stringId);
    if (from + length > text.length) {
      return false;
    }
    // The last letters differ more often than the first.
    for (int i = length - 1; i >= 0; i--) {
      if (stringBytes.get(start + i) != text[from + i]) {
        return false;
      }
    }
    return true;
  }

  private CandidateColumns read(String name) {
    int group = group(name);
    if (group < 0) {
      return CandidateColumns.of(List.of());
    }
    int first = nameTable.get(2 * group + 1);
    // Copied at once, and not through the buffer number by number: most names are read before Java
    // has compiled what reads them.
    int[] ints = new int[(nameTable.get(2 * group + 3) - first) * RecordRows.INTS_A_ROW];
    recordInts.get(first * RecordRows.INTS_A_ROW, ints);
    int[] rows = shown(ints);
    int size = rows.length;
    readCandidates.addAndGet(size);
    return new CandidateColumns(
        i -> new IndexedCandidate(this, name, first + rows[i]),
        integers(ints, rows, RecordRows.VERSION),
        integers(ints, rows, RecordRows.BUILD),
        longs(ints, rows, RecordRows.BUILD_NUMBER),
        longs(ints, rows, RecordRows.TIMESTAMP),
        sizes(integers(ints, rows, RecordRows.TRACK_FEATURES)),
        integers(ints, rows, RecordRows.DEPENDS),
        integers(ints, rows, RecordRows.CONSTRAINS),
        this::string,
        this::list);
  }

  /** The rows that are no {@code .tar.bz2} of which there is a {@code .conda} too. */
  private static int[] shown(int[] ints) {
    int[] rows = new int[ints.length / RecordRows.INTS_A_ROW];
    int count = 0;
    int at = RecordRows.FLAGS / Integer.BYTES;
    for (int row = 0; row < rows.length; row++, at += RecordRows.INTS_A_ROW) {
      if ((ints[at] & RecordRows.SHADOWED) == 0) {
        rows[count++] = row;
      }
    }
    return count == rows.length ? rows : Arrays.copyOf(rows, count);
  }

  private static int[] integers(int[] ints, int[] rows, int offset) {
    int[] column = new int[rows.length];
    for (int i = 0; i < column.length; i++) {
      column[i] = ints[rows[i] * RecordRows.INTS_A_ROW + offset / Integer.BYTES];
    }
    return column;
  }

  private static long[] longs(int[] ints, int[] rows, int offset) {
    long[] column = new long[rows.length];
    for (int i = 0; i < column.length; i++) {
      int at = rows[i] * RecordRows.INTS_A_ROW + offset / Integer.BYTES;
      column[i] = (long) ints[at] << Integer.SIZE | ints[at + 1] & 0xffff_ffffL;
    }
    return column;
  }

  /** How long the lists are. */
  private int[] sizes(int[] lists) {
    int last = -1;
    int size = 0;
    for (int i = 0; i < lists.length; i++) {
      if (lists[i] != last) {
        last = lists[i];
        size = listOffsets.get(last + 1) - listOffsets.get(last);
      }
      lists[i] = size;
    }
    return lists;
  }

  int flags(int index) {
    return recordBytes.getInt(index * RecordRows.BYTES + RecordRows.FLAGS);
  }

  /** The text that a record has at an offset of its bytes. */
  String text(int index, int offset) {
    return string(recordBytes.getInt(index * RecordRows.BYTES + offset));
  }

  /** Of nearly all records it is made of what they say, and not kept. */
  String fileName(String name, int index) {
    int kept = recordBytes.getInt(index * RecordRows.BYTES + RecordRows.FILE_NAME);
    return kept != RecordRows.NONE
        ? string(kept)
        : name
            + "-"
            + text(index, RecordRows.VERSION)
            + "-"
            + text(index, RecordRows.BUILD)
            + ((flags(index) & RecordRows.TAR_BZ2) == 0 ? ".conda" : ".tar.bz2");
  }

  long number(int index, int offset) {
    return recordBytes.getLong(index * RecordRows.BYTES + offset);
  }

  List<String> texts(int index, int offset) {
    return list(recordBytes.getInt(index * RecordRows.BYTES + offset));
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
        optional(recordBytes.getInt(at + RecordRows.LICENSE)),
        optional(recordBytes.getInt(at + RecordRows.LICENSE_FAMILY)),
        (flags & RecordRows.HAS_MD5) == 0 ? null : hex(at + RecordRows.MD5, 16),
        (flags & RecordRows.HAS_SHA256) == 0 ? null : hex(at + RecordRows.SHA256, 32),
        recordBytes.getLong(at + RecordRows.SIZE),
        fileName,
        channel,
        baseUrl + fileName,
        optional(recordBytes.getInt(at + RecordRows.SITE_PACKAGES)));
  }

  /** Position of a name in the name table, negative when it is not there. */
  private int group(String name) {
    byte[] key = name.getBytes(StandardCharsets.UTF_8);
    int low = 0;
    int high = nameCount - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      int order = compare(nameTable.get(2 * middle), key);
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

  private int compare(int stringId, byte[] key) {
    int from = stringOffsets.get(stringId);
    int length = stringOffsets.get(stringId + 1) - from;
    int common = Math.min(length, key.length);
    for (int i = 0; i < common; i++) {
      int difference = (stringBytes.get(from + i) & 0xff) - (key[i] & 0xff);
      if (difference != 0) {
        return difference;
      }
    }
    return length - key.length;
  }

  private @Nullable String optional(int id) {
    return id == RecordRows.NONE ? null : string(id);
  }

  /** Two threads may both make the text; either is right. */
  private String string(int id) {
    String known = strings[id];
    if (known == null) {
      int from = stringOffsets.get(id);
      byte[] bytes = new byte[stringOffsets.get(id + 1) - from];
      stringBytes.get(from, bytes);
      known = new String(bytes, StandardCharsets.UTF_8);
      strings[id] = known;
    }
    return known;
  }

  /** Equal lists are one object, which lets the solver recognise them at a glance. */
  private List<String> list(int id) {
    List<String> known = lists[id];
    if (known == null) {
      int from = listOffsets.get(id);
      String[] texts = new String[listOffsets.get(id + 1) - from];
      for (int i = 0; i < texts.length; i++) {
        texts[i] = string(listIds.get(from + i));
      }
      known = List.of(texts);
      lists[id] = known;
    }
    return known;
  }

  private String hex(int at, int bytes) {
    byte[] digits = new byte[2 * bytes];
    for (int i = 0; i < bytes; i++) {
      int value = recordBytes.get(at + i);
      digits[2 * i] = HEX[(value >> 4) & 15];
      digits[2 * i + 1] = HEX[value & 15];
    }
    return new String(digits, StandardCharsets.ISO_8859_1);
  }
}
