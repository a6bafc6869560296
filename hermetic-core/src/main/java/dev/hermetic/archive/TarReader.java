package dev.hermetic.archive;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Reads a tar member by member: POSIX ustar and pax, and what GNU tar has of its own, long names and
 * sparse files. Own code, since thousands of headers are read before Java has compiled much: it
 * reads what unpacking needs, in few and small methods, and hands on content as it lies in the buffer.
 */
final class TarReader {
  private static final int NAME = 100;
  private static final int PREFIX = 345;
  private static final int PREFIX_LENGTH = 155;
  private static final int CHECKSUM = 148;
  private static final int CHECKSUM_LENGTH = 8;
  private static final int TYPE = 156;
  private static final int LINK_NAME = 157;
  private static final int MAGIC = 257;

  private static final byte LONG_NAME = 'L';
  private static final byte LONG_LINK = 'K';
  private static final byte PAX = 'x';

  /** Solaris. */
  private static final byte PAX_OF_SUN = 'X';

  private static final byte PAX_FOR_ALL = 'g';

  private final TarInput in;
  private final int headerLimit;
  private final PaxRecords global = new PaxRecords();
  private long contentLeft;
  private int padding;
  private @Nullable SparseMap sparse;

  // Headers of the next member that came before its own.
  private @Nullable String longName;
  private @Nullable String longLink;
  private @Nullable PaxRecords pax;

  /** Takes content, piece by piece. */
  @FunctionalInterface
  interface Sink {
    /** The bytes are no longer these when it returns. */
    void take(byte[] bytes, int offset, int length) throws IOException;
  }

  /**
   * @param buffer for the reader alone, of some blocks
   * @param limit of the whole tar, in bytes
   * @param headerLimit of all headers of one member, in bytes
   */
  TarReader(InputStream tar, byte[] buffer, long limit, int headerLimit) {
    this.in = new TarInput(tar, buffer, limit);
    this.headerLimit = headerLimit;
  }

  /** The next member, null at the end of the tar: a block of zeros, or nothing more. */
  @Nullable TarMember next() throws TarFault {
    in.skip(contentLeft);
    in.skip(padding);
    contentLeft = 0;
    padding = 0;
    longName = null;
    longLink = null;
    pax = null;
    in.beginHeader(headerLimit);
    while (true) {
      int at = in.block();
      if (at < 0 || isZero(in.bytes(), at)) {
        if (longName != null || longLink != null || pax != null) {
          throw TarInput.cutOff();
        }
        return null;
      }
      checkSum(in.bytes(), at);
      long size = TarNumbers.field(in.bytes(), at + 124, 12);
      if (size < 0) {
        throw new TarFault("a member has a size below zero");
      }
      if (!isBefore(in.bytes()[at + TYPE], size)) {
        return member(at, size);
      }
    }
  }

  /** Takes headers that belong to the member that follows them. */
  private boolean isBefore(byte type, long size) throws TarFault {
    switch (type) {
      case LONG_NAME -> longName = untilZero(in.text(size));
      case LONG_LINK -> longLink = untilZero(in.text(size));
      case PAX_FOR_ALL -> global.read(in.text(size));
      case PAX, PAX_OF_SUN -> {
        pax = new PaxRecords(global);
        pax.read(in.text(size));
      }
      default -> {
        return false;
      }
    }
    return true;
  }

  private static String untilZero(byte[] text) {
    return text(text, 0, text.length);
  }

  private static String text(byte[] bytes, int from, int most) {
    int end = from;
    while (end < from + most && bytes[end] != 0) {
      end++;
    }
    return new String(bytes, from, end - from, StandardCharsets.UTF_8);
  }

  private TarMember member(int at, long size) throws TarFault {
    byte[] bytes = in.bytes();
    byte type = bytes[at + TYPE];
    int mode = (int) TarNumbers.field(bytes, at + 100, 8);
    long mtime = TarNumbers.field(bytes, at + 136, 12);
    String name = longName == null ? name(bytes, at) : longName;
    String linkName = longLink == null ? text(bytes, at + LINK_NAME, NAME) : longLink;
    PaxRecords records = pax == null ? global : pax;
    String value = records.get(PaxRecords.PATH);
    name = value == null ? name : value;
    value = records.get(PaxRecords.LINK_PATH);
    linkName = value == null ? linkName : value;
    value = records.get(PaxRecords.MTIME);
    mtime = value == null ? mtime : TarNumbers.seconds(value);
    value = records.get(PaxRecords.SIZE);
    contentLeft = value == null ? size : TarNumbers.decimal(value);
    padding = (int) (-contentLeft & TarInput.BLOCK - 1);
    sparse = null;
    if (type == TarMember.GNU_SPARSE || records.isSparse()) {
      value = records.get(PaxRecords.SPARSE_NAME);
      name = value == null ? name : value;
      sparse = sparse(at, records);
    }
    return new TarMember(
        name, type, mode, mtime, sparse == null ? contentLeft : sparse.realSize(), linkName);
  }

  private SparseMap sparse(int at, PaxRecords records) throws TarFault {
    boolean inPax = records.isSparse();
    SparseMap map = inPax ? SparseMap.of(records) : SparseMap.ofHeader(in, at);
    if (inPax && "1".equals(records.get(PaxRecords.SPARSE_MAJOR))) {
      contentLeft -= map.readLines(in);
    }
    map.check(contentLeft);
    return map;
  }

  private static String name(byte[] bytes, int at) {
    String name = text(bytes, at, NAME);
    // GNU's own form has other things there.
    boolean posix = bytes[at + PREFIX] != 0 && isPosix(bytes, at + MAGIC);
    return posix ? text(bytes, at + PREFIX, PREFIX_LENGTH) + "/" + name : name;
  }

  private static boolean isPosix(byte[] bytes, int at) {
    return bytes[at] == 'u'
        && bytes[at + 1] == 's'
        && bytes[at + 2] == 't'
        && bytes[at + 3] == 'a'
        && bytes[at + 4] == 'r'
        && bytes[at + 5] == 0;
  }

  private static boolean isZero(byte[] bytes, int at) {
    // Nearly all have a name.
    boolean zero = bytes[at] == 0;
    for (int i = 1; zero && i < TarInput.BLOCK; i++) {
      zero = bytes[at + i] == 0;
    }
    return zero;
  }

  /** The sum of all bytes, its own field taken as spaces; some programs took bytes as signed. */
  private static void checkSum(byte[] bytes, int at) throws TarFault {
    long stated = TarNumbers.field(bytes, at + CHECKSUM, CHECKSUM_LENGTH);
    int sum = CHECKSUM_LENGTH * ' ' + sum(bytes, at, at + CHECKSUM)
        + sum(bytes, at + CHECKSUM + CHECKSUM_LENGTH, at + TarInput.BLOCK);
    if (stated != sum && stated != sum - 256 * negative(bytes, at)) {
      throw new TarFault("a member's header has a wrong checksum");
    }
  }

  private static int sum(byte[] bytes, int from, int end) {
    int sum = 0;
    for (int i = from; i < end; i++) {
      sum += bytes[i] & 0xff;
    }
    return sum;
  }

  private static int negative(byte[] bytes, int at) {
    int count = 0;
    for (int i = 0; i < TarInput.BLOCK; i++) {
      boolean own = i >= CHECKSUM && i < CHECKSUM + CHECKSUM_LENGTH;
      count += bytes[at + i] < 0 && !own ? 1 : 0;
    }
    return count;
  }

  /**
   * Hands on all of the content of the member that came last, holes as zeros.
   *
   * @throws IOException of the sink
   */
  void content(Sink sink) throws TarFault, IOException {
    SparseMap map = sparse;
    if (map == null) {
      hand(contentLeft, sink);
      return;
    }
    long at = 0;
    byte[] zeros = new byte[8192];
    for (int part = 0; part < map.parts(); part++) {
      handZeros(zeros, map.offset(part) - at, sink);
      hand(map.size(part), sink);
      at = map.offset(part) + map.size(part);
    }
    handZeros(zeros, map.realSize() - at, sink);
  }

  private static void handZeros(byte[] zeros, long count, Sink sink) throws IOException {
    for (long rest = count; rest > 0; rest -= zeros.length) {
      sink.take(zeros, 0, (int) Math.min(rest, zeros.length));
    }
  }

  private void hand(long count, Sink sink) throws TarFault, IOException {
    for (long rest = count; rest > 0; ) {
      int some = in.some(rest);
      int at = in.position();
      in.advance(some);
      sink.take(in.bytes(), at, some);
      rest -= some;
      contentLeft -= some;
    }
  }
}
