package dev.hermetic.layer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.zip.DataFormatException;
import java.util.zip.GZIPInputStream;
import java.util.zip.Inflater;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class DeflateTest {
  /** Data of many kinds: noise, runs, words, copies from afar, in pieces with what came before. */
  @RepeatedTest(60)
  void piece_isReadByZlib(RepetitionInfo repetition) throws DataFormatException {
    Random random = new Random(repetition.getCurrentRepetition());
    byte[] bytes = bytes(random, random.nextInt(repetition.getCurrentRepetition() < 40 ? 3000 : 300_000));
    int start = bytes.length == 0 ? 0 : random.nextInt(Math.min(bytes.length, Deflate.WINDOW) + 1);

    byte[] packed = Deflate.pack(bytes, start, bytes.length, true);

    Inflater inflater = new Inflater(true);
    if (start > 0) {
      inflater.setDictionary(Arrays.copyOf(bytes, start));
    }
    inflater.setInput(packed);
    byte[] back = new byte[bytes.length - start + 1];
    int count = 0;
    while (!inflater.finished()) {
      int got = inflater.inflate(back, count, back.length - count);
      assertThat(got > 0 || inflater.finished()).isTrue();
      count += got;
    }
    assertThat(inflater.getRemaining()).isZero();
    inflater.end();
    assertThat(Arrays.copyOf(back, count)).isEqualTo(Arrays.copyOfRange(bytes, start, bytes.length));
  }

  @Test
  void stream_doesNotDependOnHowItIsWritten() throws IOException {
    byte[] bytes = bytes(new Random(1), 3 * GzipOutput.PIECE + 12345);
    byte[] whole = gzip(bytes, bytes.length, 1);

    assertThat(gzip(bytes, 777, 3)).isEqualTo(whole);
    assertThat(new GZIPInputStream(new ByteArrayInputStream(whole)).readAllBytes())
        .isEqualTo(bytes);
  }

  @Test
  void stream_thatEndsWithAPieceOrIsEmpty_isWhole() throws IOException {
    for (int size : new int[] {0, 1, GzipOutput.PIECE, 2 * GzipOutput.PIECE}) {
      byte[] bytes = bytes(new Random(size), size);
      assertThat(
              new GZIPInputStream(new ByteArrayInputStream(gzip(bytes, 1000, 2))).readAllBytes())
          .isEqualTo(bytes);
    }
  }

  @Test
  void noise_growsByLessThanAThousandth() throws IOException {
    byte[] bytes = new byte[5_000_000];
    new Random(5).nextBytes(bytes);

    assertThat(gzip(bytes, 1 << 16, 2).length).isLessThan(5_005_000);
  }

  private static byte[] gzip(byte[] bytes, int step, int threads) throws IOException {
    ExecutorService workers = Executors.newFixedThreadPool(threads);
    try {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      GzipOutput gzip = new GzipOutput(out, workers, threads + 1);
      for (int at = 0; at < bytes.length; at += step) {
        gzip.write(bytes, at, Math.min(step, bytes.length - at));
      }
      gzip.finish();
      return out.toByteArray();
    } finally {
      workers.shutdownNow();
    }
  }

  private static byte[] bytes(Random random, int size) {
    byte[] bytes = new byte[size];
    for (int at = 0; at < size; ) {
      int length = Math.min(size - at, 1 + random.nextInt(500));
      int kind = random.nextInt(4);
      for (int i = 0; i < length; i++) {
        bytes[at + i] =
            switch (kind) {
              case 0 -> (byte) random.nextInt();
              case 1 -> 7;
              case 2 -> (byte) ("import numpy\n".charAt(random.nextInt(13)));
              default -> 0;
            };
      }
      if (kind == 3 && at > 0) {
        int from = random.nextInt(at);
        for (int i = 0; i < length; i++) {
          bytes[at + i] = bytes[from + i];
        }
      }
      at += length;
    }
    return bytes;
  }
}
