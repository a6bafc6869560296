package dev.hermetic.oci;

import dev.hermetic.digest.Sha256;
import dev.hermetic.text.Count;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;

/**
 * Bytes whose digest is taken as they are read. At the end it is compared, and so is their number;
 * as soon as there are too many, nothing more is read.
 */
public final class VerifiedInput extends FilterInputStream {
  private final Digest wanted;
  private final long size;
  private final boolean exact;
  private final String subject;
  private final MessageDigest digest;
  private long count;
  private boolean done;

  /**
   * @param size how many bytes there have to be
   * @param subject what to call it in problems
   */
  public VerifiedInput(InputStream in, Digest wanted, long size, String subject) {
    this(in, wanted, size, true, subject);
  }

  private VerifiedInput(
      InputStream in, Digest wanted, long size, boolean exact, String subject) {
    super(in);
    this.wanted = wanted;
    this.size = size;
    this.exact = exact;
    this.subject = subject;
    this.digest = Sha256.create(exact ? size : 0);
  }

  /**
   * Where it is not known how many bytes there are.
   *
   * @param most bytes; what has more is refused as one that may be made to fill disks
   */
  static VerifiedInput upTo(InputStream in, Digest wanted, long most, String subject) {
    return new VerifiedInput(in, wanted, most, false, subject);
  }

  /** @throws dev.hermetic.problem.HermeticException HERM-OCI-004, 005 */
  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    int got = read(one, 0, 1);
    return got < 0 ? -1 : one[0] & 0xff;
  }

  /** @throws dev.hermetic.problem.HermeticException HERM-OCI-004, 005 */
  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    int got = super.read(bytes, offset, length);
    if (got > 0) {
      digest.update(bytes, offset, got);
      count += got;
      if (count > size) {
        String most = Count.of(size, "byte");
        throw exact
            ? OciProblems.digest(subject, wanted, "has more than " + most)
            : OciProblems.limit(subject, wanted + " unpacks to more than " + most);
      }
    } else if (got < 0 && !done) {
      done = true;
      finish();
    }
    return got;
  }

  private void finish() {
    if (exact && count < size) {
      throw OciProblems.digest(subject, wanted, "has " + count + " of " + Count.of(size, "byte"));
    }
    Digest found = Digest.of(digest);
    if (!found.equals(wanted)) {
      throw OciProblems.digest(subject, wanted, "has the digest " + found);
    }
  }

  /** Reads what is skipped. */
  @Override
  public long skip(long length) throws IOException {
    byte[] skipped = new byte[(int) Math.max(0, Math.min(1 << 16, length))];
    long left = length;
    while (left > 0) {
      int got = read(skipped, 0, (int) Math.min(skipped.length, left));
      if (got < 0) {
        break;
      }
      left -= got;
    }
    return length - left;
  }

  @Override
  public boolean markSupported() {
    return false;
  }

  /** Reads to the end, where all is compared. */
  void drain() throws IOException {
    while (skip(Long.MAX_VALUE) > 0) {
      // Until nothing is left.
    }
  }
}
