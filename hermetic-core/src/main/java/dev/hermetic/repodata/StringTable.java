package dev.hermetic.repodata;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Numbers texts and lists of texts in the order in which they are first seen. Holds them as bytes
 * and numbers in few arrays: a big channel has millions.
 */
final class StringTable {
  /** Many times what the largest real subdir has; the index of more may not fit into a file. */
  private static final long MOST_BYTES = 256L << 20;

  private static final long MOST_LIST_ENTRIES = 64L << 20;
  private static final int NONE = -1;
  private static final int SLOT = 4;

  /** Bytes of a text that lies in its slot whole. */
  private static final int SHORT = 24;

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private final long mostBytes;
  private final long mostListEntries;
  private byte[] bytes = new byte[1 << 12];
  private final IntList ends = new IntList();

  /**
   * For each text its number, with its length above that, and its bytes, so that a look costs one
   * place in memory. Of a longer text there is its hash, with a sign, and how it begins.
   */
  private long[] slots = slots(SLOT << 8);

  private final IntList entries = new IntList();
  private final IntList listEnds = new IntList();
  private final ListsSeen seen = new ListsSeen();
  private int distinct;

  StringTable() {
    this(MOST_BYTES, MOST_LIST_ENTRIES);
  }

  StringTable(long mostBytes, long mostListEntries) {
    this.mostBytes = mostBytes;
    this.mostListEntries = mostListEntries;
    listEnds.add(0);
  }

  private static long[] slots(int size) {
    long[] slots = new long[size];
    Arrays.fill(slots, NONE);
    return slots;
  }

  /** The number of a text. */
  int id(String text) throws RepodataFormatException {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    return id(utf8, 0, utf8.length);
  }

  /**
   * The number of a text in UTF-8.
   *
   * @throws RepodataFormatException when there are more texts than any channel has
   */
  int id(byte[] source, int from, int length) throws RepodataFormatException {
    long first = word(source, from, length);
    long second = word(source, from + 8, length - 8);
    long third = word(source, from + 16, length - 16);
    boolean isShort = length <= SHORT;
    int hash = isShort ? hash(first, second, third) : ByteHash.of(source, from, length);
    int kind = isShort ? length : hash | Integer.MIN_VALUE;
    int mask = slots.length - SLOT;
    int slot = hash * SLOT & mask;
    for (; slots[slot] != NONE; slot = (slot + SLOT) & mask) {
      int id = (int) slots[slot];
      if ((int) (slots[slot] >>> 32) == kind
          && slots[slot + 1] == first
          && slots[slot + 2] == second
          && slots[slot + 3] == third
          && (isShort || isAt(id, source, from, length))) {
        return id;
      }
    }
    int id = append(source, from, length);
    slots[slot] = (long) kind << 32 | id;
    slots[slot + 1] = first;
    slots[slot + 2] = second;
    slots[slot + 3] = third;
    distinct++;
    if (2 * SLOT * distinct > slots.length) {
      rehash();
    }
    return id;
  }

  /** Up to eight bytes, the rest zero. */
  private static long word(byte[] source, int from, int length) {
    if (length <= 0) {
      return 0;
    }
    if (from + Long.BYTES <= source.length) {
      long eight = (long) LONGS.get(source, from);
      return length >= Long.BYTES ? eight : eight & (1L << 8 * length) - 1;
    }
    long word = 0;
    for (int i = Math.min(length, Long.BYTES) - 1; i >= 0; i--) {
      word = word << 8 | source[from + i] & 0xff;
    }
    return word;
  }

  private static int hash(long first, long second, long third) {
    long hash = (first * 0x9E3779B97F4A7C15L ^ second) * 0xC2B2AE3D27D4EB4FL;
    hash = ((hash ^ hash >>> 32) + third) * 0x9E3779B97F4A7C15L;
    return (int) (hash >>> 32);
  }

  /** Whether the text of a number is the given one. */
  boolean isAt(int id, byte[] source, int from, int length) {
    int start = start(id);
    return ends.get(id) - start == length && ByteRanges.equal(bytes, start, source, from, length);
  }

  private int append(byte[] source, int from, int length) throws RepodataFormatException {
    int start = ends.size() == 0 ? 0 : ends.get(ends.size() - 1);
    if (start + (long) length > mostBytes) {
      throw new RepodataFormatException("its texts have more than " + mostBytes + " bytes");
    }
    if (start + length > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(start + length, bytes.length + (bytes.length >> 1)));
    }
    System.arraycopy(source, from, bytes, start, length);
    ends.add(start + length);
    return ends.size() - 1;
  }

  private void rehash() {
    long[] old = slots;
    slots = slots(2 * old.length);
    int mask = slots.length - SLOT;
    for (int from = 0; from < old.length; from += SLOT) {
      if (old[from] != NONE) {
        int id = (int) old[from];
        int hash =
            old[from] >= 0
                ? hash(old[from + 1], old[from + 2], old[from + 3])
                : ByteHash.of(bytes, start(id), length(id));
        int slot = hash * SLOT & mask;
        while (slots[slot] != NONE) {
          slot = (slot + SLOT) & mask;
        }
        System.arraycopy(old, from, slots, slot, SLOT);
      }
    }
  }

  int texts() {
    return ends.size();
  }

  /** Where a text begins in {@link #bytes}. */
  int start(int id) {
    return id == 0 ? 0 : ends.get(id - 1);
  }

  int end(int id) {
    return ends.get(id);
  }

  /** Bytes of a text. */
  int length(int id) {
    return end(id) - start(id);
  }

  /** All texts one after the other; read-only, and only up to the last one's end. */
  byte[] bytes() {
    return bytes;
  }

  int byteCount() {
    return ends.size() == 0 ? 0 : ends.get(ends.size() - 1);
  }

  String text(int id) {
    return new String(bytes, start(id), length(id), StandardCharsets.UTF_8);
  }

  /** Order of the bytes of two texts, which is code-point order. */
  int compare(int a, int b) {
    return Arrays.compareUnsigned(bytes, start(a), end(a), bytes, start(b), end(b));
  }

  /** The number of a list whose JSON was seen before; negative when it was not. */
  int knownList(byte[] json, int from, int length) {
    return seen.find(json, from, length);
  }

  /** Remembers the list of which the JSON was looked for last. */
  void remember(int list) {
    seen.add(list);
  }

  /**
   * The number of a list of texts; the empty list is 0.
   *
   * @throws RepodataFormatException when there are more lists than any channel has
   */
  int list(IntList ids) throws RepodataFormatException {
    if (ids.size() == 0) {
      return 0;
    }
    if (entries.size() + (long) ids.size() > mostListEntries) {
      throw new RepodataFormatException(
          "its dependency lists have more than " + mostListEntries + " entries");
    }
    for (int i = 0; i < ids.size(); i++) {
      entries.add(ids.get(i));
    }
    listEnds.add(entries.size());
    return listEnds.size() - 1;
  }

  /** Where each list ends in {@link #entries}. */
  IntList listEnds() {
    return listEnds;
  }

  /** How long a list is. */
  int listSize(int list) {
    return listEnds.get(list) - (list == 0 ? 0 : listEnds.get(list - 1));
  }

  IntList entries() {
    return entries;
  }
}
