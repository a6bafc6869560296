package dev.hermetic.fetch;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;

/**
 * The body of an answer, which fails when it ends before its end, or no byte comes for a while. Read
 * to its end, it gives the connection back, else it closes it. One reader.
 */
final class PlainBody extends InputStream {
  private static final int MOST_LINE = 8192;

  private final PlainConnection connection;
  private final Duration stall;
  private final boolean chunked;
  private final boolean untilClosed;
  private final boolean kept;
  private final Runnable keep;

  /** Bytes of the body or, where it comes in chunks, of the chunk. */
  private long left;

  private boolean firstChunk = true;
  private boolean ended;

  /**
   * @param framing of {@link PlainHead#framing}
   * @param keep gives back a connection that serves again
   */
  PlainBody(
      PlainConnection connection, PlainHead head, long framing, Duration stall, Runnable keep) {
    this.connection = connection;
    this.stall = stall;
    this.chunked = framing == PlainHead.CHUNKED;
    this.untilClosed = framing == PlainHead.UNTIL_CLOSED;
    this.kept = head.kept() && !untilClosed;
    this.keep = keep;
    this.left = untilClosed ? Long.MAX_VALUE : Math.max(0, framing);
    if (framing == 0) {
      end();
    }
  }

  private void end() {
    ended = true;
    if (kept) {
      keep.run();
    } else {
      connection.close();
    }
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (!ended && chunked && left == 0) {
      nextChunk();
    }
    if (ended) {
      return -1;
    }
    int count = connection.read(target, offset, (int) Math.min(length, left), stall);
    if (count < 0) {
      if (!untilClosed) {
        throw cutShort();
      }
      end();
      return -1;
    }
    left -= count;
    if (left == 0 && !chunked) {
      end();
    }
    return count;
  }

  private EOFException cutShort() {
    close();
    return new EOFException("the body is cut off");
  }

  /** RFC 9112, 7.1; extensions and trailers say nothing that is needed here. */
  private void nextChunk() throws IOException {
    if (!firstChunk && !line().isEmpty()) {
      throw wrongChunk();
    }
    firstChunk = false;
    String line = line();
    int semicolon = line.indexOf(';');
    String size = (semicolon < 0 ? line : line.substring(0, semicolon)).strip();
    if (size.isEmpty() || size.length() > 15) {
      throw wrongChunk();
    }
    for (int i = 0; i < size.length(); i++) {
      int digit = Character.digit(size.charAt(i), 16);
      if (digit < 0) {
        throw wrongChunk();
      }
      left = left << 4 | digit;
    }
    if (left == 0) {
      int trailers = 0;
      while (!line().isEmpty()) {
        if (++trailers > 100) {
          throw wrongChunk();
        }
      }
      end();
    }
  }

  private String line() throws IOException {
    StringBuilder line = new StringBuilder();
    byte[] one = new byte[1];
    while (line.length() < MOST_LINE) {
      if (connection.read(one, 0, 1, stall) < 0) {
        throw cutShort();
      }
      if (one[0] == '\n') {
        return line.toString();
      }
      if (one[0] != '\r') {
        line.append((char) (one[0] & 0xff));
      }
    }
    throw wrongChunk();
  }

  private IOException wrongChunk() {
    close();
    return new IOException("a chunk of the body that is none");
  }

  /** Gives the connection up unless the body was read to its end. */
  @Override
  public void close() {
    if (!ended) {
      ended = true;
      connection.close();
    }
  }
}
