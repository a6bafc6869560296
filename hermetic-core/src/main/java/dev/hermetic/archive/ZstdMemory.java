package dev.hermetic.archive;

import dev.hermetic.problem.HermeticException;
import dev.hermetic.repodata.Zstandard;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.util.concurrent.Semaphore;

/**
 * Unpacks zstd with bounded memory: a frame says how far back it refers (RFC 8878, 3.1.1.1), up to
 * 128 MiB, which the native decoder keeps; so many of these as fit run at once.
 */
final class ZstdMemory {
  private static final int MOST_MEBIBYTES = 256;

  /** What the decoder takes at most; it refuses frames that want more. */
  private static final int MOST_OF_ONE = 128;

  private static final int HEADER = 14;

  private final Semaphore mebibytes = new Semaphore(MOST_MEBIBYTES, true);

  /** What is done with unpacked bytes. */
  @FunctionalInterface
  interface Reader {
    void read(InputStream unpacked) throws IOException;
  }

  void decompress(InputStream packed, String subject, Reader reader)
      throws IOException, InterruptedException {
    try (PushbackInputStream in = new PushbackInputStream(packed, HEADER)) {
      int permits = permits(head(in, subject));
      mebibytes.acquire(permits);
      try (InputStream unpacked = Zstandard.open(in)) {
        reader.read(unpacked);
      } finally {
        mebibytes.release(permits);
      }
    }
  }

  private static byte[] head(PushbackInputStream in, String subject) {
    try {
      byte[] head = in.readNBytes(HEADER);
      in.unread(head);
      return head;
    } catch (IOException e) {
      throw new HermeticException(
          ArchiveProblems.damaged(subject, String.valueOf(e.getMessage())), e);
    }
  }

  private static int permits(byte[] head) {
    long window = window(head);
    return (int) Math.max(1, Math.min(MOST_OF_ONE, window >> 20));
  }

  /** Bytes; the most where the header cannot be understood. */
  static long window(byte[] head) {
    if (head.length < HEADER
        || (head[0] & 0xff) != 0x28
        || (head[1] & 0xff) != 0xb5
        || (head[2] & 0xff) != 0x2f
        || (head[3] & 0xff) != 0xfd) {
      return Long.MAX_VALUE;
    }
    int descriptor = head[4] & 0xff;
    if ((descriptor & 0x20) == 0) {
      int exponent = (head[5] & 0xff) >> 3;
      long base = 1L << (10 + exponent);
      return base + base / 8 * (head[5] & 7);
    }
    int dictionary = new int[] {0, 1, 2, 4}[descriptor & 3];
    int length = new int[] {1, 2, 4, 8}[descriptor >> 6];
    long size = 0;
    for (int i = length - 1; i >= 0; i--) {
      int at = 5 + dictionary + i;
      size = size << 8 | (at < head.length ? head[at] & 0xff : 0xff);
    }
    return size < 0 ? Long.MAX_VALUE : length == 2 ? size + 256 : size;
  }
}
