package dev.hermetic.repodata;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Knows by 128 bits of hash which lists' JSON was seen: most builds of a package have the same
 * dependencies as another, and need not be read again.
 */
final class ListsSeen {
  private static final long SEED = 0x165667B19E3779F9L;
  private static final long OTHER_SEED = 0x27D4EB2F165667C5L;
  private static final long FACTOR = 0x9E3779B97F4A7C15L;
  private static final long OTHER_FACTOR = 0xD6E8FEB86659FD93L;
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final int NONE = -1;

  private long[] keys = new long[2 << 8];
  private int[] lists = none(1 << 8);
  private int size;
  private long lastKey;
  private long lastOther;

  private static int[] none(int size) {
    int[] lists = new int[size];
    Arrays.fill(lists, NONE);
    return lists;
  }

  /** The list's number, negative when it was not seen. */
  int find(byte[] json, int from, int length) {
    long key = SEED ^ length;
    long other = OTHER_SEED ^ length;
    int at = from;
    for (int past = from + length - Long.BYTES; at <= past; at += Long.BYTES) {
      long eight = (long) LONGS.get(json, at);
      key = (key ^ eight) * FACTOR;
      key ^= key >>> 29;
      other = (other ^ eight) * OTHER_FACTOR;
      other ^= other >>> 32;
    }
    long rest = 0;
    for (; at < from + length; at++) {
      rest = rest << 8 | json[at] & 0xff;
    }
    lastKey = (key ^ rest) * FACTOR;
    lastKey ^= lastKey >>> 32;
    lastOther = (other ^ rest) * OTHER_FACTOR;
    lastOther ^= lastOther >>> 29;
    return lists[slot(lastKey, lastOther)];
  }

  /** Adds the list that was not found last. */
  void add(int list) {
    put(lastKey, lastOther, list);
    size++;
    if (2 * size > lists.length) {
      grow();
    }
  }

  private int slot(long key, long other) {
    int mask = lists.length - 1;
    int slot = (int) key & mask;
    while (lists[slot] != NONE && (keys[2 * slot] != key || keys[2 * slot + 1] != other)) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  private void put(long key, long other, int list) {
    int slot = slot(key, other);
    keys[2 * slot] = key;
    keys[2 * slot + 1] = other;
    lists[slot] = list;
  }

  private void grow() {
    long[] oldKeys = keys;
    int[] oldLists = lists;
    keys = new long[2 * oldKeys.length];
    lists = none(2 * oldLists.length);
    for (int i = 0; i < oldLists.length; i++) {
      if (oldLists[i] != NONE) {
        put(oldKeys[2 * i], oldKeys[2 * i + 1], oldLists[i]);
      }
    }
  }
}
