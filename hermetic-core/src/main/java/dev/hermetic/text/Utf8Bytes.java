package dev.hermetic.text;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Text that grows in memory as the bytes of its file. A {@link StringBuilder} takes two bytes for each letter
 * as soon as one is not Latin, and is copied twice before it is a file.
 */
public final class Utf8Bytes {
  private static final int USUAL_BYTES = 1 << 12;

  private byte[] bytes = new byte[USUAL_BYTES];
  private int length;

  /** For {@link #run}: true at each of these letters, and at control characters if they are meant too. */
  public static boolean[] stops(String letters, boolean controls) {
    boolean[] stops = new boolean[128];
    Arrays.fill(stops, 0, ' ', controls);
    for (int i = 0; i < letters.length(); i++) {
      stops[letters.charAt(i)] = true;
    }
    return stops;
  }

  /**
   * Adds letters up to the first that is not ASCII or a stop.
   *
   * @param stops see {@link #stops}
   * @return where that letter is; {@code end} when there is none
   */
  public int run(String text, int start, int end, boolean[] stops) {
    ensure(end - start);
    byte[] to = bytes;
    int shift = length - start;
    int at = start;
    for (; at < end; at++) {
      char c = text.charAt(at);
      if (c > 127 || stops[c]) {
        break;
      }
      to[shift + at] = (byte) c;
    }
    length = shift + at;
    return at;
  }

  /** Adds the character at a place, and tells where the next begins. Half of one becomes a question mark. */
  public int character(String text, int at) {
    int point = text.codePointAt(at);
    for (byte one : Character.toString(point).getBytes(StandardCharsets.UTF_8)) {
      put(one);
    }
    return at + Character.charCount(point);
  }

  /** Adds a text of ASCII. */
  public void ascii(String text) {
    int letters = text.length();
    ensure(letters);
    for (int i = 0; i < letters; i++) {
      bytes[length + i] = (byte) text.charAt(i);
    }
    length += letters;
  }

  /** Adds a byte. */
  public void put(int one) {
    ensure(1);
    bytes[length++] = (byte) one;
  }

  /** Adds a byte a number of times. */
  public void fill(int one, int times) {
    ensure(times);
    Arrays.fill(bytes, length, length + times, (byte) one);
    length += times;
  }

  /** A copy of all of them. */
  public byte[] toByteArray() {
    return Arrays.copyOf(bytes, length);
  }

  private void ensure(int more) {
    if (more > bytes.length - length) {
      bytes = Arrays.copyOf(bytes, Math.max(Math.addExact(length, more), 2 * bytes.length));
    }
  }
}
