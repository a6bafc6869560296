package dev.hermetic.repodata;

import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.jspecify.annotations.Nullable;

/** Reads a stream in a thread of its own, a little ahead of who takes it: unpacking takes time. */
final class ReadAhead extends InputStream {
  private static final int BLOCK = 1 << 17;
  private static final int BLOCKS = 4;

  /** Bytes, the last ones, or why there are none. */
  private record Block(byte[] bytes, int length, @Nullable Throwable failure) {}

  private final InputStream in;
  private final BlockingQueue<Block> full = new ArrayBlockingQueue<>(BLOCKS);
  private final BlockingQueue<byte[]> empty = new ArrayBlockingQueue<>(BLOCKS);
  private final Thread thread;
  private Block current = new Block(new byte[0], 0, null);
  private int position;
  private boolean ended;

  ReadAhead(InputStream in) {
    this.in = in;
    for (int i = 0; i < BLOCKS - 1; i++) {
      empty.add(new byte[BLOCK]);
    }
    thread = new Thread(this::work, "hermetic-unpack");
    thread.setDaemon(true);
    thread.start();
  }

  private void work() {
    try {
      boolean more = true;
      while (more) {
        byte[] bytes = empty.take();
        Block block = block(bytes);
        more = block.length > 0 && block.failure == null;
        full.put(block);
      }
    } catch (InterruptedException e) {
      // Closed before its end.
      return;
    }
  }

  /** As full as it gets; empty at the end. */
  private Block block(byte[] bytes) {
    int length = 0;
    try {
      while (length < bytes.length) {
        int count = in.read(bytes, length, bytes.length - length);
        if (count < 0) {
          break;
        }
        length += count;
      }
      return new Block(bytes, length, null);
    } catch (IOException | RuntimeException | Error e) {
      return new Block(bytes, length, e);
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
    if (position == current.length && !next()) {
      return -1;
    }
    int count = Math.min(length, current.length - position);
    System.arraycopy(current.bytes, position, target, offset, count);
    position += count;
    return count;
  }

  private boolean next() throws IOException {
    if (ended) {
      return false;
    }
    throwFailure();
    try {
      if (current.bytes.length > 0) {
        empty.put(current.bytes);
      }
      current = full.take();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while reading", e);
    }
    position = 0;
    if (current.length == 0) {
      throwFailure();
      ended = true;
    }
    return !ended;
  }

  private void throwFailure() throws IOException {
    Throwable failure = current.failure;
    if (failure instanceof IOException e) {
      throw e;
    }
    if (failure instanceof RuntimeException e) {
      throw e;
    }
    if (failure instanceof Error e) {
      throw e;
    }
  }

  /** Stops reading, and waits until the stream is not read any more. */
  @Override
  public void close() throws IOException {
    thread.interrupt();
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    in.close();
  }
}
