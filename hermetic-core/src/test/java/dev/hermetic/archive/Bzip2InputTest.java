package dev.hermetic.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorOutputStream;
import org.junit.jupiter.api.Test;

/** Against what the library's compressor writes. */
class Bzip2InputTest {
  private static byte[] pack(byte[] content, int level) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (BZip2CompressorOutputStream out = new BZip2CompressorOutputStream(bytes, level)) {
      out.write(content);
    }
    return bytes.toByteArray();
  }

  private static byte[] unpack(byte[] packed) throws IOException {
    try (Bzip2Input in = new Bzip2Input(new ByteArrayInputStream(packed))) {
      return in.readAllBytes();
    }
  }

  private static byte[] text(Random random, int length) {
    StringBuilder text = new StringBuilder();
    while (text.length() < length) {
      text.append("word").append(random.nextInt(500)).append(random.nextInt(9) == 0 ? '\n' : ' ');
    }
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void read_anyContent_isAsPacked() throws IOException {
    Random random = new Random(7);
    for (int length : new int[] {0, 1, 3, 4, 5, 255, 259, 260, 1000, 99_980, 100_001, 350_000}) {
      byte[] noise = new byte[length];
      random.nextBytes(noise);
      byte[] same = new byte[length];
      Arrays.fill(same, (byte) -3);
      byte[] runs = new byte[length];
      for (int at = 0; at < length; ) {
        int end = Math.min(length, at + 1 + random.nextInt(600));
        Arrays.fill(runs, at, end, (byte) random.nextInt(3));
        at = end;
      }
      for (byte[] content : new byte[][] {noise, same, runs, text(random, length)}) {
        assertThat(unpack(pack(content, 1))).isEqualTo(content);
      }
    }
    byte[] large = text(random, 2_000_000);
    assertThat(unpack(pack(large, 9))).isEqualTo(large);
  }

  @Test
  void read_streamsOneAfterTheOther_areOne() throws IOException {
    byte[] first = pack("first ".getBytes(StandardCharsets.UTF_8), 9);
    byte[] empty = pack(new byte[0], 1);
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.write(first);
    for (int i = 0; i < 50_000; i++) {
      all.write(empty);
    }
    all.write(pack("second".getBytes(StandardCharsets.UTF_8), 1));
    assertThat(unpack(all.toByteArray())).asString().isEqualTo("first second");
  }

  @Test
  void read_damaged_isSaidOrUnharmed() throws IOException {
    Random random = new Random(8);
    byte[] content = text(random, 3000);
    byte[] packed = pack(content, 1);
    int told = 0;
    for (int i = 0; i < 3000; i++) {
      byte[] damaged = packed.clone();
      damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));
      try {
        assertThat(unpack(damaged)).isEqualTo(content);
      } catch (IOException e) {
        told++;
      }
    }
    // The bits after the last stream's CRC mean nothing, and so does a larger block size.
    assertThat(told).isGreaterThan(2900);
  }

  @Test
  void read_cutOff_fails() throws IOException {
    byte[] packed = pack(text(new Random(9), 3000), 1);
    for (int length = 0; length < packed.length; length++) {
      byte[] cut = Arrays.copyOf(packed, length);
      assertThatThrownBy(() -> unpack(cut)).as("%s bytes", length).isInstanceOf(IOException.class);
    }
  }

  @Test
  void read_shuffledBlock_isRefused() throws IOException {
    byte[] packed = pack(new byte[] {1, 2, 3}, 1);
    // After "BZh1", the block's magic and its CRC.
    packed[14] |= (byte) 0x80;
    assertThatThrownBy(() -> unpack(packed)).isInstanceOf(IOException.class)
        .hasMessageContaining("not been written since");
  }
}
