package dev.hermetic.fetch;

import dev.hermetic.digest.Sha256;
import dev.hermetic.text.Count;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/** Writes a response body to where it belongs, counting and digesting. */
final class BodyWriter {
  private static final int PROGRESS_STEP = 1 << 18;

  /** Hears how far a download is. */
  @FunctionalInterface
  interface Progress {
    /** Total is -1 when the server does not say. */
    void at(long done, long total);
  }

  /** What was written. */
  record Written(String sha256, long size) {}

  private final HttpTransport transport;
  private final WebAddress address;

  BodyWriter(HttpTransport transport, WebAddress address) {
    this.transport = transport;
    this.address = address;
  }

  /**
   * Writes the whole body.
   *
   * @throws AttemptFailure when the server's side fails
   * @throws IOException when {@code out} fails
   */
  Written write(HttpTransport.Answer answer, OutputStream out, Progress progress)
      throws IOException, AttemptFailure {
    return write(answer, out, Sha256.create(answer.contentLength()), 0, progress);
  }

  /**
   * Writes the body, or the rest of it.
   *
   * @param digest of the bytes that are there already
   * @param before how many these are
   */
  Written write(
      HttpTransport.Answer answer,
      OutputStream out,
      MessageDigest digest,
      long before,
      Progress progress)
      throws IOException, AttemptFailure {
    String coding = coding(answer);
    boolean plain = coding.isEmpty();
    long length = plain ? answer.contentLength() : -1;
    long total = length < 0 ? -1 : before + length;
    byte[] buffer = new byte[1 << 16];
    long size = before;
    long told = before;
    InputStream in = plain ? answer.body() : decoded(answer, coding);
    for (int n = read(in, buffer, size, total); n >= 0; n = read(in, buffer, size, total)) {
      out.write(buffer, 0, n);
      digest.update(buffer, 0, n);
      size += n;
      if (size - told >= PROGRESS_STEP) {
        told = size;
        progress.at(size, total);
      }
    }
    if (total >= 0 && size != total) {
      throw cutShort(size, total, null);
    }
    progress.at(size, size);
    return new Written(Sha256.hex(digest), size);
  }

  /** The content coding in lower case, empty for none. */
  static String coding(HttpTransport.Answer answer) {
    String coding = answer.header("Content-Encoding").orElse("").strip().toLowerCase(Locale.ROOT);
    return coding.equals("identity") ? "" : coding;
  }

  /** Some static file servers compress whatever the request says. */
  private InputStream decoded(HttpTransport.Answer answer, String coding) throws AttemptFailure {
    if (!coding.equals("gzip") && !coding.equals("x-gzip")) {
      throw AttemptFailure.lasting(
          NetProblems.cutShort(address, "the server sends an unknown coding, " + coding), null);
    }
    try {
      return new GZIPInputStream(answer.body(), 1 << 16);
    } catch (IOException e) {
      throw failure(e, 0, -1);
    }
  }

  private int read(InputStream in, byte[] buffer, long done, long total) throws AttemptFailure {
    try {
      return in.read(buffer, 0, buffer.length);
    } catch (IOException e) {
      throw failure(e, done, total);
    }
  }

  private AttemptFailure failure(IOException e, long done, long total) {
    return e instanceof BodyStream.StallException
        ? transport.stalled(address, e)
        : cutShort(done, total, e);
  }

  private AttemptFailure cutShort(long done, long total, @Nullable IOException cause) {
    String fact =
        "the transfer ended after "
            + (total < 0 ? Count.of(done, "byte") : done + " of " + Count.of(total, "byte"));
    return AttemptFailure.passing(NetProblems.cutShort(address, fact), cause);
  }
}
