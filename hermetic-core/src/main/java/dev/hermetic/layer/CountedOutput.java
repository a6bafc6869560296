package dev.hermetic.layer;

import dev.hermetic.digest.Sha256;
import dev.hermetic.oci.Digest;
import java.io.IOException;
import java.io.OutputStream;
import java.security.MessageDigest;

/** Takes number and digest of the bytes that pass; does not close what they go to. */
final class CountedOutput extends OutputStream {
  private final OutputStream out;
  private final MessageDigest digest;
  private long count;

  /**
   * @param bytes about how many will pass
   */
  CountedOutput(OutputStream out, long bytes) {
    this.out = out;
    this.digest = Sha256.create(bytes);
  }

  @Override
  public void write(int value) throws IOException {
    write(new byte[] {(byte) value}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    digest.update(bytes, offset, length);
    count += length;
    out.write(bytes, offset, length);
  }

  /** Nothing: where a packer is flushed decides on its bytes. */
  @Override
  public void flush() {
    // See above.
  }

  /** To be asked once, at the end. */
  Digest digest() {
    return Digest.of(digest);
  }

  long count() {
    return count;
  }
}
