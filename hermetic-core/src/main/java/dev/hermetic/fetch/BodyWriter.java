package dev.hermetic.fetch;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/** Writes a response body to a file, counting and digesting. */
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
   * @throws AttemptFailure when the server's side fails
   * @throws IOException when the file cannot be written
   */
  Written write(HttpTransport.Answer answer, Path target, Progress progress)
      throws IOException, AttemptFailure {
    String coding = answer.header("Content-Encoding").orElse("").strip().toLowerCase(Locale.ROOT);
    boolean plain = coding.isEmpty() || coding.equals("identity");
    long total = plain ? answer.contentLength() : -1;
    MessageDigest digest = Digests.sha256();
    byte[] buffer = new byte[1 << 16];
    long size = 0;
    long told = 0;
    try (OutputStream out = Files.newOutputStream(target, StandardOpenOption.CREATE_NEW)) {
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
    }
    if (total >= 0 && size != total) {
      throw cutShort(size, total, null);
    }
    progress.at(size, size);
    return new Written(Digests.hex(digest.digest()), size);
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
        "the transfer ended after " + done + (total < 0 ? "" : " of " + total) + " bytes";
    return AttemptFailure.passing(NetProblems.cutShort(address, fact), cause);
  }
}
