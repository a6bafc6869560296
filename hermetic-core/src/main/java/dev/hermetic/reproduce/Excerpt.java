package dev.hermetic.reproduce;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * What stands where two contents begin to differ.
 *
 * @param text whether both are shown as text; else as hex with the ASCII characters beside it
 * @param one of the first, on one line; empty when it ends there
 * @param other of the second
 */
public record Excerpt(boolean text, String one, String other) {
  private static final int TEXT_BEFORE = 40;
  private static final int TEXT_AFTER = 60;
  private static final int BYTES_BEFORE = 4;
  private static final int BYTES_AFTER = 16;

  /**
   * Of two contents.
   *
   * @param offset where they begin to differ, in bytes
   */
  static Excerpt of(byte[] one, byte[] other, int offset) {
    byte[] a = part(one, offset, TEXT_BEFORE, TEXT_AFTER);
    byte[] b = part(other, offset, TEXT_BEFORE, TEXT_AFTER);
    if (isText(a) && isText(b)) {
      return new Excerpt(true, line(one, offset), line(other, offset));
    }
    return new Excerpt(false, hex(one, offset), hex(other, offset));
  }

  private static byte[] part(byte[] bytes, int offset, int before, int after) {
    int from = Math.min(bytes.length, Math.max(0, offset - before));
    return Arrays.copyOfRange(bytes, from, Math.min(bytes.length, Math.max(from, offset + after)));
  }

  /** Bytes that stand for something in UTF-8; the ends of a part may cut a character. */
  private static boolean isText(byte[] bytes) {
    for (byte one : bytes) {
      if (one >= 0 && one < ' ' && one != '\n' && one != '\r' && one != '\t' || one == 0x7f) {
        return false;
      }
    }
    return new String(bytes, StandardCharsets.UTF_8).chars().filter(c -> c == '\uFFFD').count()
        <= 2;
  }

  /** The line in which the offset is, cut to what fits a console. */
  private static String line(byte[] bytes, int offset) {
    int from = Math.min(offset, bytes.length);
    int least = Math.max(0, from - TEXT_BEFORE);
    while (from > least && bytes[from - 1] != '\n') {
      from--;
    }
    int to = Math.min(offset, bytes.length);
    int most = Math.min(bytes.length, to + TEXT_AFTER);
    while (to < most && bytes[to] != '\n') {
      to++;
    }
    return new String(bytes, from, to - from, StandardCharsets.UTF_8).replaceAll("\\p{Cntrl}", " ");
  }

  private static String hex(byte[] bytes, int offset) {
    StringBuilder hex = new StringBuilder();
    StringBuilder ascii = new StringBuilder();
    for (byte one : part(bytes, offset, BYTES_BEFORE, BYTES_AFTER)) {
      hex.append(Character.forDigit(one >> 4 & 15, 16)).append(Character.forDigit(one & 15, 16));
      hex.append(' ');
      ascii.append(one >= ' ' && one < 0x7f ? (char) one : '.');
    }
    return hex.isEmpty() ? "" : hex + "|" + ascii + "|";
  }
}
