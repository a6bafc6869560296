package dev.hermetic.repodata;

import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * Walks over JSON as bytes. Nearly all of a repodata file is texts that are looked at once, if at
 * all, so none is made into a {@link String}: the scanner says where it lies. Reading fails with a
 * {@link RepodataFormatException} where the bytes are no JSON.
 */
final class JsonScanner extends JsonInput {
  private static final int DEEPEST = 64;

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long ONES = 0x0101010101010101L;
  private static final long HIGH = 0x8080808080808080L;
  private static final long QUOTES = ONES * '"';
  private static final long SLASHES = ONES * '\\';
  private static final long SPACES = ONES * ' ';

  /** Multiplied by a bit at the bottom of a byte, has that byte's number in the highest byte. */
  private static final long BYTE_NUMBERS = 0x0001020304050607L;

  /** The last text, number or list. */
  private byte[] source;

  private int start;
  private int length;
  private boolean escaped;
  private boolean ascii;

  JsonScanner(InputStream in) {
    this(in, 1 << 17);
  }

  JsonScanner(InputStream in, int bufferSize) {
    super(in, bufferSize);
    this.source = buffer;
  }

  /** Holds the last text, number or list until the next call. */
  byte[] source() {
    return source;
  }

  int start() {
    return start;
  }

  int length() {
    return length;
  }

  /** The last text as a string. */
  String string() {
    return new String(source, start, length, StandardCharsets.UTF_8);
  }

  /**
   * Steps to the next member of an object, or over its end. The key is then the last text.
   *
   * @param first whether it is the first, after the brace was taken
   */
  boolean member(boolean first) throws IOException {
    if (!element(first, '}')) {
      return false;
    }
    peek();
    mark = position;
    text();
    int offset = start - mark;
    take(':');
    if (source == buffer) {
      start = mark + offset;
    }
    mark = -1;
    return true;
  }

  /**
   * Steps to the next element, or over the end.
   *
   * @param first whether it is the first, after the bracket was taken
   * @param close the bracket at the end
   */
  boolean element(boolean first, int close) throws IOException {
    int next = peek();
    if (next == close) {
      position++;
      return false;
    }
    if (!first) {
      take(',');
    }
    return true;
  }

  /** Takes a text; escapes are resolved, and it is valid UTF-8. */
  void text() throws IOException {
    int quote = plainEnd();
    if (quote < 0) {
      anyText();
      return;
    }
    if (source != buffer) {
      // Storing it for each text costs more than asking.
      source = buffer;
    }
    start = position + 1;
    length = quote - start;
    position = quote + 1;
  }

  /**
   * Where the text ends that comes next, if it is of plain ASCII and lies in the buffer, eight bytes
   * more included, as nearly all do; else -1.
   */
  private int plainEnd() {
    byte[] bytes = buffer;
    int at = position;
    if (at >= end || bytes[at] != '"') {
      return -1;
    }
    at++;
    for (int last = end - Long.BYTES; at <= last; at += Long.BYTES) {
      long eight = (long) LONGS.get(bytes, at);
      long quote = eight ^ QUOTES;
      long slash = eight ^ SLASHES;
      long found =
          ((quote - ONES) & ~quote | (slash - ONES) & ~slash | (eight - SPACES) & ~eight | eight)
              & HIGH;
      if (found != 0) {
        at += firstByte(found);
        return bytes[at] == '"' ? at : -1;
      }
    }
    return -1;
  }

  /** The number of the lowest byte of which the high bit is set, of no others any bit. */
  private static int firstByte(long high) {
    return (int) (((high & -high) >>> 7) * BYTE_NUMBERS >>> 56);
  }

  /** High bits at bytes that are a quote, a backslash, no ASCII or no text, from the first of them. */
  private static long special(long eight) {
    long quote = eight ^ QUOTES;
    long slash = eight ^ SLASHES;
    return ((quote - ONES) & ~quote | (slash - ONES) & ~slash | (eight - SPACES) & ~eight | eight)
        & HIGH;
  }

  private void anyText() throws IOException {
    take('"');
    boolean own = mark < 0;
    if (own) {
      mark = position;
    }
    int offset = position - mark;
    body();
    source = buffer;
    start = mark + offset;
    length = position - start;
    position++;
    if (own) {
      mark = -1;
    }
    if (escaped) {
      byte[] plain = JsonEscapes.resolve(string(), this);
      source = plain;
      start = 0;
      length = plain.length;
    } else if (!ascii) {
      requireUtf8();
    }
  }

  /** Runs to the quote that ends a text. */
  private void body() throws IOException {
    escaped = false;
    ascii = true;
    while (true) {
      while (position + Long.BYTES <= end) {
        long found = special((long) LONGS.get(buffer, position));
        if (found == 0) {
          position += Long.BYTES;
        } else {
          position += firstByte(found);
          if (stop()) {
            return;
          }
        }
      }
      while (position < end && position + Long.BYTES > end) {
        if (stop()) {
          return;
        }
      }
      if (position + Long.BYTES > end && !fill() && position == end) {
        throw broken();
      }
    }
  }

  /** Steps over one byte, or over an escape; true at the quote, which is not stepped over. */
  private boolean stop() throws IOException {
    byte b = buffer[position];
    if (b == '"') {
      return true;
    }
    if (b == '\\') {
      escaped = true;
      position++;
      if (position == end && !fill()) {
        throw broken();
      }
    } else if (b < 0) {
      ascii = false;
    } else if (b < ' ') {
      throw broken();
    }
    position++;
    return false;
  }

  private void requireUtf8() throws IOException {
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(source, start, length));
    } catch (CharacterCodingException e) {
      throw broken();
    }
  }

  /** Takes a number. */
  void number() throws IOException {
    int first = peek();
    if (first != '-' && !isDigit(first)) {
      throw broken();
    }
    boolean own = mark < 0;
    if (own) {
      mark = position;
    }
    int offset = position - mark;
    while ((position < end || fill()) && isNumeric(buffer[position])) {
      position++;
    }
    source = buffer;
    start = mark + offset;
    length = position - start;
    if (own) {
      mark = -1;
    }
    if (!isDigit(buffer[position - 1])) {
      throw broken();
    }
  }

  /**
   * Takes a number that has up to 15 digits and nothing else, and lies in the buffer with what
   * follows it.
   *
   * @return -1 when something else comes next, which is not taken
   */
  long plainNumber() {
    int at = position;
    int last = Math.min(end, at + 16);
    long value = 0;
    while (at < last && isDigit(buffer[at])) {
      value = 10 * value + buffer[at] - '0';
      at++;
    }
    if (at == position || at == last || isNumeric(buffer[at])) {
      return -1;
    }
    position = at;
    return value;
  }

  private static boolean isDigit(int b) {
    return b >= '0' && b <= '9';
  }

  private static boolean isNumeric(int b) {
    return isDigit(b) || b == '-' || b == '+' || b == '.' || b == 'e' || b == 'E';
  }

  /** Takes an array whole: it is then the last text, brackets included. */
  void array() throws IOException {
    peek();
    mark = position;
    skip();
    source = buffer;
    start = mark;
    length = position - mark;
    mark = -1;
  }

  /** Goes back to the beginning of what {@link #array} took. */
  void again() {
    position = start;
  }

  /** Takes any value without looking at it. */
  void skip() throws IOException {
    skip(0);
  }

  private void skip(int depth) throws IOException {
    if (depth > DEEPEST) {
      throw new RepodataFormatException("it is nested too deep");
    }
    switch (peek()) {
      case '{' -> {
        position++;
        for (boolean first = true; element(first, '}'); first = false) {
          skipText();
          take(':');
          skip(depth + 1);
        }
      }
      case '[' -> {
        position++;
        for (boolean first = true; element(first, ']'); first = false) {
          skip(depth + 1);
        }
      }
      case '"' -> skipText();
      case 't' -> literal("true");
      case 'f' -> literal("false");
      case 'n' -> literal("null");
      default -> number();
    }
  }

  private void skipText() throws IOException {
    int quote = plainEnd();
    if (quote >= 0) {
      position = quote + 1;
      return;
    }
    take('"');
    body();
    position++;
  }

  private void literal(String text) throws IOException {
    for (int i = 0; i < text.length(); i++) {
      if (position == end && !fill() || buffer[position] != text.charAt(i)) {
        throw broken();
      }
      position++;
    }
  }
}
