package dev.hermetic.repodata;

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

  private final long mostBytes;
  private final long mostListEntries;
  private byte[] bytes = new byte[1 << 12];
  private final IntList ends = new IntList();

  /** Hash and number of a text in one, so that a look costs one place in memory. */
  private long[] textSlots = slots(1 << 8);

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
    int hash = ByteHash.of(source, from, length);
    int mask = textSlots.length - 1;
    int slot = hash & mask;
    while (textSlots[slot] != NONE) {
      int id = (int) textSlots[slot];
      if ((int) (textSlots[slot] >>> 32) == hash && isAt(id, source, from, length)) {
        return id;
      }
      slot = (slot + 1) & mask;
    }
    int id = append(source, from, length);
    textSlots[slot] = (long) hash << 32 | id;
    distinct++;
    if (2 * distinct > textSlots.length) {
      rehash();
    }
    return id;
  }

  /** Whether the text of a number is the given one. */
  boolean isAt(int id, byte[] source, int from, int length) {
    return Arrays.equals(bytes, start(id), ends.get(id), source, from, from + length);
  }

  /** A new number for a text that is not looked for again. */
  int append(byte[] source, int from, int length) throws RepodataFormatException {
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
    long[] old = textSlots;
    long[] larger = slots(2 * old.length);
    int mask = larger.length - 1;
    for (long known : old) {
      if (known != NONE) {
        int slot = (int) (known >>> 32) & mask;
        while (larger[slot] != NONE) {
          slot = (slot + 1) & mask;
        }
        larger[slot] = known;
      }
    }
    textSlots = larger;
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

  /** All texts one after the other; read-only, and only up to the last one's end. */
  byte[] bytes() {
    return bytes;
  }

  int byteCount() {
    return ends.size() == 0 ? 0 : ends.get(ends.size() - 1);
  }

  /** Order of the bytes of two texts, which is code-point order. */
  int compare(int a, int b) {
    return Arrays.compareUnsigned(bytes, start(a), end(a), bytes, start(b), end(b));
  }

  /** Whether two texts are equal but for so many bytes at the end of each. */
  boolean sameStem(int a, int endOfA, int b, int endOfB) {
    return Arrays.equals(
        bytes, start(a), end(a) - endOfA, bytes, start(b), end(b) - endOfB);
  }

  boolean endsWith(int id, byte[] suffix) {
    int from = end(id) - suffix.length;
    return from >= start(id) && Arrays.equals(bytes, from, end(id), suffix, 0, suffix.length);
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

  IntList entries() {
    return entries;
  }
}
