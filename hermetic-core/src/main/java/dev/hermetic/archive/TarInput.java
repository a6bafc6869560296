package dev.hermetic.archive;

import java.io.IOException;
import java.io.InputStream;

/**
 * The bytes of a tar, in a buffer that its reader looks into, so that none is copied once more.
 * Counts them: all up to a bound, and those of one member's headers up to another.
 */
final class TarInput {
  static final int BLOCK = 512;

  private final InputStream in;
  private final byte[] bytes;
  private int at;
  private int end;
  private long left;
  private long headerLeft;

  /**
   * @param buffer for its use alone, of some blocks
   * @param limit of bytes
   */
  TarInput(InputStream in, byte[] buffer, long limit) {
    this.in = in;
    this.bytes = buffer;
    this.left = limit;
  }

  /** The buffer; what is in it moves with the next call of anything here. */
  byte[] bytes() {
    return bytes;
  }

  /** From now on {@link #block} and {@link #text} give what belongs to one header. */
  void beginHeader(int limit) {
    headerLeft = limit;
  }

  /**
   * A block of a header.
   *
   * @return where it begins in the buffer, -1 when the stream ends before it
   */
  int block() throws TarFault {
    if (end - at < BLOCK && !fill(BLOCK)) {
      if (end > at) {
        throw cutOff();
      }
      return -1;
    }
    int block = at;
    countHeader(BLOCK);
    advance(BLOCK);
    return block;
  }

  /** What a header has in the blocks that follow it, without what fills the last of them. */
  byte[] text(long size) throws TarFault {
    countHeader(size);
    byte[] text = new byte[(int) size];
    for (int done = 0; done < size; ) {
      int some = some(size - done);
      System.arraycopy(bytes, at, text, done, some);
      advance(some);
      done += some;
    }
    skip(-size & BLOCK - 1);
    return text;
  }

  private void countHeader(long size) throws TarFault {
    headerLeft -= size;
    if (size < 0 || headerLeft < 0) {
      throw TarFault.tooLarge("a member has a header that is far too large");
    }
  }

  /** Where {@link #some} bytes begin in the buffer. */
  int position() {
    return at;
  }

  /**
   * Makes some bytes be in the buffer.
   *
   * @param most at least 1
   * @return how many there are, at least 1
   */
  int some(long most) throws TarFault {
    if (at == end && !fill(1)) {
      throw cutOff();
    }
    return (int) Math.min(most, end - at);
  }

  /** Goes on by as many of the bytes that are in the buffer. */
  void advance(int count) throws TarFault {
    left -= count;
    if (left < 0) {
      throw TarFault.tooLarge("the archive unpacks to far more than its size tells");
    }
    at += count;
  }

  void skip(long count) throws TarFault {
    for (long rest = count; rest > 0; ) {
      int some = some(rest);
      advance(some);
      rest -= some;
    }
  }

  static TarFault cutOff() {
    return new TarFault("the tar in it is cut off");
  }

  /** Whether that many bytes are in the buffer now. */
  private boolean fill(int wanted) throws TarFault {
    System.arraycopy(bytes, at, bytes, 0, end - at);
    end -= at;
    at = 0;
    try {
      // Of a large file as much as there is room for: what follows are few and large writes.
      while (end < bytes.length) {
        int count = in.read(bytes, end, bytes.length - end);
        if (count < 0) {
          break;
        }
        end += count;
      }
    } catch (IOException | RuntimeException e) {
      throw TarFault.of(e);
    }
    return end >= wanted;
  }
}
