package dev.hermetic.pypi.simple;

import dev.hermetic.fetch.FilePart;
import dev.hermetic.fetch.Fetcher;
import dev.hermetic.fetch.PartRequest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.NonWritableChannelException;
import java.nio.channels.SeekableByteChannel;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A file on a server, read in parts as they are asked for: what is at its end first, since a ZIP has
 * its directory there.
 */
final class RemoteChannel implements SeekableByteChannel {
  /** Enough for the directory of most wheels. */
  private static final int END = 1 << 16;

  private static final int PART = 1 << 16;

  /** More is not worth asking for in parts. */
  private static final int MOST_PARTS = 64;

  private final Fetcher fetcher;
  private final String url;
  private final String title;
  private final long size;
  private final String version;
  private final TreeMap<Long, byte[]> parts = new TreeMap<>();
  private long position;

  private RemoteChannel(Fetcher fetcher, String url, String title, FilePart end) {
    this.fetcher = fetcher;
    this.url = url;
    this.title = title;
    this.size = end.size();
    this.version = end.version();
    parts.put(end.from(), end.bytes());
  }

  /** The server changed its mind, or the file is not worth reading in parts. */
  private static final class Unsuitable extends IOException {
    private static final long serialVersionUID = 1;

    Unsuitable(String message) {
      super(message);
    }
  }

  /** Whether that is why reading failed: whoever reads a ZIP may wrap it. */
  static boolean isUnsuitable(IOException failure) {
    Throwable cause = failure;
    while (cause != null && !(cause instanceof Unsuitable)) {
      cause = cause.getCause();
    }
    return cause != null;
  }

  /** Empty when the server gives no parts of the file. */
  static Optional<RemoteChannel> open(Fetcher fetcher, String url, String title) {
    return fetcher
        .fetch(PartRequest.end(url, title, END))
        .map(end -> new RemoteChannel(fetcher, url, title, end));
  }

  @Override
  public int read(ByteBuffer to) throws IOException {
    if (position >= size) {
      return -1;
    }
    if (!to.hasRemaining()) {
      return 0;
    }
    byte[] part = part();
    int offset = (int) (position - parts.floorKey(position));
    int length = Math.min(to.remaining(), part.length - offset);
    to.put(part, offset, length);
    position += length;
    return length;
  }

  /** The part that the position is in. */
  private byte[] part() throws IOException {
    Map.Entry<Long, byte[]> known = parts.floorEntry(position);
    if (known != null && position < known.getKey() + known.getValue().length) {
      return known.getValue();
    }
    if (parts.size() >= MOST_PARTS) {
      throw new Unsuitable("more than " + MOST_PARTS + " parts are needed");
    }
    Long next = parts.higherKey(position);
    long end = Math.min(next == null ? size : next, position + PART);
    FilePart part =
        fetcher
            .fetch(new PartRequest(url, title, position, (int) (end - position)))
            .filter(one -> one.size() == size && one.version().equals(version))
            .orElseThrow(() -> new Unsuitable("the file changed meanwhile"));
    parts.put(position, part.bytes());
    return part.bytes();
  }

  @Override
  public long position() {
    return position;
  }

  @Override
  public SeekableByteChannel position(long newPosition) {
    position = newPosition;
    return this;
  }

  @Override
  public long size() {
    return size;
  }

  @Override
  public boolean isOpen() {
    return true;
  }

  @Override
  public void close() {
    parts.clear();
  }

  @Override
  public int write(ByteBuffer from) {
    throw new NonWritableChannelException();
  }

  @Override
  public SeekableByteChannel truncate(long newSize) {
    throw new NonWritableChannelException();
  }
}
