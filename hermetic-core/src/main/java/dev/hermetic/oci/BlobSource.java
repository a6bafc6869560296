package dev.hermetic.oci;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Content of an image that can be read, as often as needed and by several threads. What {@link #open}
 * gives is not verified; {@link #verified} is how to read it.
 */
public interface BlobSource {
  /** What the bytes should be. */
  Digest digest();

  /** How many bytes there should be. */
  long size();

  /** Where the bytes come from, for problems: a file, an address. */
  String subject();

  /** The bytes as they come. */
  InputStream open() throws IOException;

  /** The bytes; who reads to the end and meets no problem has read what the digest says. */
  default VerifiedInput verified() throws IOException {
    return new VerifiedInput(open(), digest(), size(), subject());
  }

  /**
   * Copies the bytes and verifies them on the way; what was written before a problem is of no use.
   *
   * @throws IOException when they cannot be written
   * @throws dev.hermetic.problem.HermeticException HERM-OCI-004, 011
   */
  default void copyTo(OutputStream out) throws IOException {
    byte[] buffer = new byte[1 << 16];
    try (VerifiedInput in = input()) {
      for (int count = read(in, buffer); count >= 0; count = read(in, buffer)) {
        out.write(buffer, 0, count);
      }
    }
  }

  private VerifiedInput input() {
    try {
      return verified();
    } catch (IOException e) {
      throw OciProblems.cannotRead(subject(), e);
    }
  }

  private int read(InputStream in, byte[] buffer) {
    try {
      return in.read(buffer);
    } catch (IOException e) {
      throw OciProblems.cannotRead(subject(), e);
    }
  }

  /**
   * A file that holds exactly these bytes, was verified, and may be linked to in place of a copy;
   * empty where there is none.
   */
  default Optional<Path> verifiedFile() {
    return Optional.empty();
  }

  /** Bytes in memory. */
  static BlobSource of(byte[] bytes, String subject) {
    return new MemoryBlob(bytes.clone(), Digest.of(bytes), subject);
  }

  /** A whole file that is still to be verified. */
  static BlobSource file(Path file, Digest digest, long size) {
    return new FileBlob(file, 0, digest, size, false);
  }

  /** A whole file that was verified, and that nobody changes. */
  static BlobSource verifiedFile(Path file, Digest digest, long size) {
    return new FileBlob(file, 0, digest, size, true);
  }

  /**
   * A part of a file, as a tar has its members.
   *
   * @param offset in bytes
   */
  static BlobSource part(Path file, long offset, Digest digest, long size) {
    return new FileBlob(file, offset, digest, size, false);
  }
}
