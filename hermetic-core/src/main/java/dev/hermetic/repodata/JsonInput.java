package dev.hermetic.repodata;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * The part of a stream that a scanner looks at. Its fields are those of the scanner too, so that nothing
 * stands between its loops and the bytes.
 */
abstract class JsonInput {
  /** Bound on one text or list, which have to be in memory whole. Bytes. */
  private static final int LONGEST = 1 << 24;

  private final InputStream in;
  byte[] buffer;
  int position;
  int end;

  /** First byte that must stay in the buffer; -1 when that is the position. */
  int mark = -1;

  /** Offset in the stream of the buffer's first byte. */
  private long before;

  JsonInput(InputStream in, int bufferSize) {
    this.in = in;
    this.buffer = new byte[bufferSize];
  }

  /** The first byte of the next value or sign, which stays the next. */
  final int peek() throws IOException {
    if (position < end) {
      byte next = buffer[position];
      if (next > ' ') {
        return next;
      }
    }
    return peekBeyondSpace();
  }

  private int peekBeyondSpace() throws IOException {
    if (!hasMore()) {
      throw broken();
    }
    return buffer[position];
  }

  /** Skips white space; whether something follows. */
  final boolean hasMore() throws IOException {
    if (position < end && buffer[position] > ' ') {
      return true;
    }
    while (true) {
      while (position < end) {
        byte b = buffer[position];
        if (b != ' ' && b != '\n' && b != '\r' && b != '\t') {
          return true;
        }
        position++;
      }
      if (!fill()) {
        return false;
      }
    }
  }

  /** Takes a sign that must come next. */
  final void take(int expected) throws IOException {
    if (peek() != expected) {
      throw broken();
    }
    position++;
  }

  /** Takes the bytes if just they come next and lie in the buffer already. */
  final boolean takeIfNext(byte[] expected, int length) {
    // The first byte tells most apart.
    if (end - position < length
        || length == 0
        || buffer[position] != expected[0]
        || !ByteRanges.equal(buffer, position, expected, 0, length)) {
      return false;
    }
    position += length;
    return true;
  }

  /** Reads more behind what must stay; false at the end of the stream. */
  final boolean fill() throws IOException {
    int keep = mark < 0 ? position : mark;
    if (keep > 0) {
      System.arraycopy(buffer, keep, buffer, 0, end - keep);
      before += keep;
      position -= keep;
      end -= keep;
      mark = mark < 0 ? -1 : 0;
    }
    if (end == buffer.length) {
      if (end >= LONGEST) {
        throw new RepodataFormatException("it has a text or list of more than 16 MiB");
      }
      buffer = Arrays.copyOf(buffer, 2 * buffer.length);
    }
    int count = in.read(buffer, end, buffer.length - end);
    end += Math.max(0, count);
    return count > 0;
  }

  /** To be thrown where the bytes are no JSON. */
  final RepodataFormatException broken() {
    return new RepodataFormatException(
        "it is not valid JSON at byte " + (before + position) + ", or cut short");
  }
}
