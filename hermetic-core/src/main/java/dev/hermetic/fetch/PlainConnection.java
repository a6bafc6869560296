package dev.hermetic.fetch;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** A connection to a server without TLS, for one request at a time. */
final class PlainConnection {
  /** What a server may send before a body, in bytes. */
  private static final int MOST_HEADER = 1 << 16;

  /** A channel, since only its waits end when the thread is interrupted. */
  private final SocketChannel channel;

  private final InputStream in;
  private final byte[] buffer = new byte[1 << 14];
  private int at;
  private int end;
  private boolean fresh = true;
  private long keptSince;

  /** A connection that had been kept was closed by the server before it answered. */
  static final class Stale extends IOException {
    private static final long serialVersionUID = 1;

    Stale(IOException cause) {
      super(cause);
    }
  }

  private PlainConnection(SocketChannel channel) throws IOException {
    this.channel = channel;
    this.in = channel.socket().getInputStream();
  }

  /**
   * @throws UnknownHostException when the host has no address
   * @throws SocketTimeoutException when there is no connection in time
   */
  static PlainConnection open(WebAddress address, Duration timeout) throws IOException {
    String host = address.host();
    String bare = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    InetSocketAddress place = new InetSocketAddress(bare, address.effectivePort());
    if (place.isUnresolved()) {
      throw new UnknownHostException(host);
    }
    SocketChannel channel = SocketChannel.open();
    boolean connected = false;
    try {
      channel.socket().connect(place, millis(timeout.toNanos()));
      PlainConnection connection = new PlainConnection(channel);
      connected = true;
      return connection;
    } finally {
      if (!connected) {
        channel.close();
      }
    }
  }

  /** Zero would be for ever. */
  private static int millis(long nanos) {
    return (int) Math.max(1, Math.min(Integer.MAX_VALUE, TimeUnit.NANOSECONDS.toMillis(nanos)));
  }

  long keptSince() {
    return keptSince;
  }

  /** The answer was read to its end, and another may follow. */
  void noteKept(long now) {
    keptSince = now;
    fresh = false;
  }

  void write(byte[] request) throws IOException {
    try {
      channel.socket().getOutputStream().write(request);
    } catch (ClosedByInterruptException e) {
      throw e;
    } catch (IOException e) {
      throw fresh ? e : new Stale(e);
    }
  }

  /**
   * The head of the answer, interim ones (1xx) left out.
   *
   * @throws SocketTimeoutException when it is not there in time
   */
  PlainHead head(Duration limit) throws IOException {
    long deadline = System.nanoTime() + limit.toNanos();
    awaitFirst(deadline);
    while (true) {
      PlainHead head = PlainHead.parse(headText(deadline));
      if (head.status() >= 200) {
        return head;
      }
    }
  }

  private void awaitFirst(long deadline) throws IOException {
    try {
      if (at == end && !fill(deadline - System.nanoTime())) {
        throw new EOFException("no answer");
      }
    } catch (SocketTimeoutException | ClosedByInterruptException e) {
      throw e;
    } catch (IOException e) {
      throw fresh ? e : new Stale(e);
    }
  }

  /** Lines up to an empty one, as Latin-1. */
  private String headText(long deadline) throws IOException {
    StringBuilder text = new StringBuilder();
    int line = 0;
    while (true) {
      if (at == end && !fill(deadline - System.nanoTime())) {
        throw new EOFException("the header is cut off");
      }
      char c = (char) (buffer[at++] & 0xff);
      if (c == '\n') {
        if (text.length() == line && line > 0) {
          return text.toString();
        }
        text.append('\n');
        line = text.length();
      } else if (c != '\r') {
        text.append(c);
      }
      if (text.length() > MOST_HEADER) {
        throw new IOException("the header is far too large");
      }
    }
  }

  /**
   * Bytes of a body; -1 when the server closed the connection.
   *
   * @throws BodyStream.StallException when none comes in time
   */
  int read(byte[] target, int offset, int length, Duration stall) throws IOException {
    try {
      if (at == end) {
        // Large pieces need no copy in between.
        if (length >= buffer.length) {
          channel.socket().setSoTimeout(millis(stall.toNanos()));
          return in.read(target, offset, length);
        }
        if (!fill(stall.toNanos())) {
          return -1;
        }
      }
    } catch (SocketTimeoutException e) {
      throw new BodyStream.StallException();
    } catch (ClosedByInterruptException e) {
      throw PlainHttp.interrupted(e);
    }
    int count = Math.min(length, end - at);
    System.arraycopy(buffer, at, target, offset, count);
    at += count;
    return count;
  }

  private boolean fill(long nanos) throws IOException {
    if (nanos <= 0) {
      throw new SocketTimeoutException();
    }
    channel.socket().setSoTimeout(millis(nanos));
    at = 0;
    end = Math.max(0, in.read(buffer, 0, buffer.length));
    return end > 0;
  }

  void close() {
    try {
      channel.close();
    } catch (IOException e) {
      // It is of no more use, whatever became of it.
      return;
    }
  }
}
