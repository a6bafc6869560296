package dev.hermetic.layer;

import dev.hermetic.work.Parallel;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.zip.CRC32;

/**
 * A gzip stream (RFC 1952) whose bytes depend on what is written to it alone. It is packed in pieces,
 * several at once; each may refer to the end of the one before, as with pigz, so little is lost.
 */
final class GzipOutput extends OutputStream {
  static final int PIECE = 1 << 19;

  /** No name, no time, no hint, unknown system. */
  private static final byte[] HEAD = {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, (byte) 0xff};

  private final OutputStream out;
  private final ExecutorService workers;
  private final int most;
  private final Deque<Future<byte[]>> waiting = new ArrayDeque<>();
  private final CRC32 crc = new CRC32();
  private long size;

  /** The end of the piece before, then this one. */
  private byte[] buffer = new byte[Deflate.WINDOW + PIECE];

  private int start;
  private int filled;

  /**
   * @param workers do the packing
   * @param most pieces that wait at once
   */
  GzipOutput(OutputStream out, ExecutorService workers, int most) throws IOException {
    this.out = out;
    this.workers = workers;
    this.most = most;
    out.write(HEAD);
  }

  @Override
  public void write(int value) throws IOException {
    write(new byte[] {(byte) value}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    crc.update(bytes, offset, length);
    size += length;
    int at = offset;
    int left = length;
    while (left > 0) {
      if (filled - start == PIECE) {
        pack(false);
      }
      int count = Math.min(left, PIECE - (filled - start));
      System.arraycopy(bytes, at, buffer, filled, count);
      filled += count;
      at += count;
      left -= count;
    }
  }

  private void pack(boolean last) throws IOException {
    byte[] piece = buffer;
    int from = start;
    int to = filled;
    waiting.add(workers.submit(() -> Deflate.pack(piece, from, to, last)));
    if (!last) {
      int kept = Math.min(Deflate.WINDOW, filled);
      buffer = new byte[Deflate.WINDOW + PIECE];
      System.arraycopy(piece, filled - kept, buffer, 0, kept);
      start = kept;
      filled = kept;
    }
    while (waiting.size() > most || last && !waiting.isEmpty()) {
      out.write(Parallel.result(waiting.remove()));
    }
  }

  /** Ends the stream; what it is written to stays open. */
  void finish() throws IOException {
    pack(true);
    byte[] tail = new byte[8];
    for (int i = 0; i < 4; i++) {
      tail[i] = (byte) (crc.getValue() >>> 8 * i);
      tail[4 + i] = (byte) (size >>> 8 * i);
    }
    out.write(tail);
  }

  /** Gives up what is not finished. */
  @Override
  public void close() {
    waiting.forEach(piece -> piece.cancel(false));
    waiting.clear();
  }
}
