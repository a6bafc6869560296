package dev.hermetic.fetch;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.concurrent.Semaphore;

/** Digests of bytes and files. */
final class Digests {
  /** Half of the processors; one of them makes digests as fast as disks and networks bring bytes. */
  private static final Semaphore PROCESSORS =
      new Semaphore(Math.max(1, Runtime.getRuntime().availableProcessors() / 2));

  private Digests() {}

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** 64 lower-case hex digits. */
  static String sha256(Path file) throws IOException {
    return hex(file, sha256());
  }

  /** Lower-case hex digits. */
  static String hex(Path file, MessageDigest digest) throws IOException {
    update(digest, file);
    return hex(digest.digest());
  }

  /** Takes the bytes of a file into a digest. */
  static void update(MessageDigest digest, Path file) throws IOException {
    byte[] buffer = new byte[1 << 16];
    try (InputStream in = Files.newInputStream(file)) {
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        update(digest, buffer, count);
      }
    }
  }

  /**
   * Takes bytes into a digest, which not all threads may do at once: in a new JVM, digests are slow
   * until Java has compiled them, and its compiler would wait among many threads for its turn.
   */
  static void update(MessageDigest digest, byte[] bytes, int length) {
    PROCESSORS.acquireUninterruptibly();
    try {
      digest.update(bytes, 0, length);
    } finally {
      PROCESSORS.release();
    }
  }

  static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }
}
