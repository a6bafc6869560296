package dev.hermetic.archive;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * Unpacked bytes up to a bound, and headers of members up to another: the tar reader keeps those in
 * memory.
 */
public final class LimitedInput extends FilterInputStream {
  private long left;
  private long headerLeft = Long.MAX_VALUE;

  /** There is more than the bound. */
  public static final class Exceeded extends IOException {
    private static final long serialVersionUID = 1;

    Exceeded(String message) {
      super(message);
    }
  }

  /** @param limit of unpacked bytes */
  public LimitedInput(InputStream in, long limit) {
    super(in);
    this.left = limit;
  }

  /** From now on the reader reads a header of at most so many bytes; a negative number ends that. */
  public void header(int limit) {
    headerLeft = limit < 0 ? Long.MAX_VALUE : limit;
  }

  @Override
  public int read() throws IOException {
    int value = super.read();
    if (value >= 0) {
      count(1);
    }
    return value;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    int count = super.read(bytes, offset, length);
    if (count > 0) {
      count(count);
    }
    return count;
  }

  @Override
  public long skip(long length) throws IOException {
    long count = super.skip(length);
    count(count);
    return count;
  }

  @Override
  public boolean markSupported() {
    return false;
  }

  private void count(long bytes) throws Exceeded {
    left -= bytes;
    headerLeft -= headerLeft == Long.MAX_VALUE ? 0 : bytes;
    if (left < 0) {
      throw new Exceeded("the archive unpacks to far more than its size tells");
    }
    if (headerLeft < 0) {
      throw new Exceeded("a member has a header that is far too large");
    }
  }
}
