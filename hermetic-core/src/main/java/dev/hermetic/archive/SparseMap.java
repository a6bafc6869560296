package dev.hermetic.archive;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Which parts of a sparse file are in a tar, in their order; between them are zeros (GNU tar). */
final class SparseMap {
  /** In a header of the old form, and in the block that follows. */
  private static final int FIRST = 386;

  private static final int FIRST_COUNT = 4;
  private static final int MORE_COUNT = 21;
  private static final int FIELD = 12;
  private static final int REAL_SIZE = 483;

  private long[] numbers = new long[8];
  private int count;
  private long realSize;

  private SparseMap() {}

  /** The old form: some parts in the header itself, more in blocks after it. */
  static SparseMap ofHeader(TarInput in, int header) throws TarFault {
    SparseMap map = new SparseMap();
    map.realSize = TarNumbers.field(in.bytes(), header + REAL_SIZE, FIELD);
    boolean more = map.addParts(in.bytes(), header + FIRST, FIRST_COUNT);
    while (more) {
      int block = in.block();
      if (block < 0) {
        throw TarInput.cutOff();
      }
      more = map.addParts(in.bytes(), block, MORE_COUNT);
    }
    return map;
  }

  private boolean addParts(byte[] bytes, int from, int most) throws TarFault {
    int at = from;
    for (int i = 0; i < most; i++) {
      if (bytes[at + FIELD] != 0) {
        add(TarNumbers.field(bytes, at, FIELD));
        add(TarNumbers.field(bytes, at + FIELD, FIELD));
      }
      at += 2 * FIELD;
    }
    return bytes[at] != 0;
  }

  /** The form of extended headers; that of version 1.0 has the map where the content begins. */
  static SparseMap of(PaxRecords pax) throws TarFault {
    SparseMap map = new SparseMap();
    String size = pax.get(PaxRecords.SPARSE_REAL_SIZE);
    map.realSize = decimal(size == null ? pax.get(PaxRecords.SPARSE_SIZE) : size);
    String parts = pax.get(PaxRecords.SPARSE_MAP);
    if (parts != null) {
      for (String number : parts.split(",", -1)) {
        map.add(TarNumbers.decimal(number));
      }
    }
    return map;
  }

  private static long decimal(@Nullable String text) throws TarFault {
    return TarNumbers.decimal(text == null ? "" : text);
  }

  /**
   * Reads the map of version 1.0: decimal numbers in lines, the first says how many pairs follow.
   *
   * @return the bytes that it took, whole blocks
   */
  long readLines(TarInput in) throws TarFault {
    StringBuilder line = new StringBuilder();
    long wanted = -1;
    long blocks = 0;
    while (wanted != 0) {
      int block = in.block();
      if (block < 0) {
        throw TarInput.cutOff();
      }
      blocks++;
      for (int at = block; at < block + TarInput.BLOCK && wanted != 0; at++) {
        if (in.bytes()[at] != '\n') {
          line.append((char) in.bytes()[at]);
          continue;
        }
        long number = TarNumbers.decimal(line.toString());
        line.setLength(0);
        if (wanted < 0) {
          wanted = 2 * number;
        } else {
          add(number);
          wanted--;
        }
      }
    }
    return blocks * TarInput.BLOCK;
  }

  private void add(long number) {
    if (count == numbers.length) {
      numbers = Arrays.copyOf(numbers, 2 * count);
    }
    numbers[count++] = number;
  }

  /** Size of the file with its holes, in bytes. */
  long realSize() {
    return realSize;
  }

  int parts() {
    return count / 2;
  }

  long offset(int part) {
    return numbers[2 * part];
  }

  long size(int part) {
    return numbers[2 * part + 1];
  }

  /**
   * @param stored bytes of the content in the tar
   * @throws TarFault unless the parts are in order, within the file, and all of the content
   */
  void check(long stored) throws TarFault {
    long end = 0;
    long sum = 0;
    boolean good = count % 2 == 0 && realSize >= 0;
    for (int part = 0; good && part < parts(); part++) {
      good = offset(part) >= end && size(part) >= 0 && size(part) <= realSize - offset(part);
      end = offset(part) + size(part);
      sum += size(part);
    }
    if (!good || sum != stored) {
      throw new TarFault("a sparse file has parts that do not fit together");
    }
  }
}
