package dev.hermetic.oci;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;

/** A file as a stream in which skipping reads nothing. */
final class SkippingInput extends InputStream {
  private final SeekableByteChannel channel;

  SkippingInput(SeekableByteChannel channel) {
    this.channel = channel;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    return channel.read(ByteBuffer.wrap(bytes, offset, length));
  }

  @Override
  public long skip(long length) throws IOException {
    long from = channel.position();
    long to = Math.min(channel.size(), from + Math.max(0, length));
    channel.position(to);
    return to - from;
  }
}
