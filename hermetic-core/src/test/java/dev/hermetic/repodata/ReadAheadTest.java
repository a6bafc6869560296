package dev.hermetic.repodata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class ReadAheadTest {
  private static byte[] bytes(int count) {
    byte[] bytes = new byte[count];
    new Random(count).nextBytes(bytes);
    return bytes;
  }

  /** Fails where it should end. */
  private static InputStream failing(RuntimeException failure) {
    return new InputStream() {
      @Override
      public int read() {
        throw failure;
      }
    };
  }

  @Test
  void read_givesAllBytesInOrder() throws IOException {
    for (int count : new int[] {0, 1, 1 << 17, (1 << 17) + 1, 3_000_000}) {
      byte[] given = bytes(count);
      try (InputStream in = new ReadAhead(new ByteArrayInputStream(given))) {
        assertThat(in.readAllBytes()).isEqualTo(given);
        assertThat(in.read()).isEqualTo(-1);
      }
    }
  }

  @Test
  void read_afterAFailure_givesWhatCameBeforeAndThenFails() throws IOException {
    byte[] given = bytes(300_000);
    RuntimeException failure = new IllegalStateException("broken");
    InputStream source =
        new SequenceInputStream(new ByteArrayInputStream(given), failing(failure));
    try (InputStream in = new ReadAhead(source)) {
      assertThat(in.readNBytes(given.length)).isEqualTo(given);
      assertThatThrownBy(in::read).isSameAs(failure);
      assertThatThrownBy(in::read).isSameAs(failure);
    }
  }

  @Test
  void close_beforeTheEnd_stopsReadingAndClosesTheSource() throws IOException {
    AtomicBoolean closed = new AtomicBoolean();
    InputStream endless =
        new InputStream() {
          @Override
          public int read() {
            assertThat(closed).isFalse();
            return 1;
          }

          @Override
          public void close() {
            closed.set(true);
          }
        };
    try (InputStream in = new ReadAhead(endless)) {
      assertThat(in.read()).isEqualTo(1);
    }
    assertThat(closed).isTrue();
  }
}
