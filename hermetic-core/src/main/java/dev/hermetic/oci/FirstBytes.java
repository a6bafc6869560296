package dev.hermetic.oci;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** So many bytes of a stream. */
final class FirstBytes extends FilterInputStream {
  private long left;

  FirstBytes(InputStream in, long size) {
    super(in);
    this.left = size;
  }

  @Override
  public int read() throws IOException {
    int value = left > 0 ? super.read() : -1;
    left -= value < 0 ? 0 : 1;
    return value;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    if (left <= 0) {
      return length == 0 ? 0 : -1;
    }
    int count = super.read(bytes, offset, (int) Math.min(left, length));
    left -= Math.max(0, count);
    return count;
  }

  @Override
  public long skip(long length) throws IOException {
    long count = super.skip(Math.min(left, length));
    left -= count;
    return count;
  }

  @Override
  public int available() throws IOException {
    return (int) Math.min(left, super.available());
  }

  @Override
  public boolean markSupported() {
    return false;
  }
}
