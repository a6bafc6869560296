package dev.hermetic.registry;

import dev.hermetic.oci.BlobSource;
import dev.hermetic.problem.HermeticException;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** The verified bytes of a blob on their way out. */
final class SentInput extends InputStream {
  private final BlobSource blob;
  private final Failure failure;
  private final Registry.Sent sent;
  private @Nullable InputStream in;
  private long count;

  /** What went wrong while they were read, if anything did; java.net.http loses it. */
  static final class Failure {
    private final AtomicReference<HermeticException> first = new AtomicReference<>();

    @Nullable HermeticException get() {
      return first.get();
    }
  }

  SentInput(BlobSource blob, Failure failure, Registry.Sent sent) {
    this.blob = blob;
    this.failure = failure;
    this.sent = sent;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    try {
      InputStream from = in;
      if (from == null) {
        from = blob.verified();
        in = from;
      }
      int got = from.read(bytes, offset, length);
      if (got > 0) {
        count += got;
        sent.at(count);
      }
      return got;
    } catch (HermeticException e) {
      failure.first.compareAndSet(null, e);
      throw new IOException("the bytes to send are not what they should be", e);
    } catch (IOException e) {
      failure.first.compareAndSet(null, RegistryProblems.unreadable(blob.subject(), e));
      throw e;
    }
  }

  @Override
  public void close() throws IOException {
    if (in != null) {
      in.close();
    }
  }
}
