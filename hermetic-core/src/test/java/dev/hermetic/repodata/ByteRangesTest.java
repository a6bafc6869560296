package dev.hermetic.repodata;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ByteRangesTest {
  @Test
  void equal_eachLength_isTrueUntilOneByteDiffers() {
    for (int length = 0; length < 35; length++) {
      byte[] one = new byte[length + 1];
      byte[] other = new byte[length + 4];
      for (int i = 0; i < length; i++) {
        one[i + 1] = (byte) (7 * i);
        other[i + 2] = (byte) (7 * i);
      }
      // Around the ranges they differ.
      one[0] = 1;
      assertThat(ByteRanges.equal(one, 1, other, 2, length)).isTrue();
      for (int i = 0; i < length; i++) {
        other[i + 2] ^= (byte) 0x80;
        assertThat(ByteRanges.equal(one, 1, other, 2, length)).as("%d of %d", i, length).isFalse();
        other[i + 2] ^= (byte) 0x80;
      }
    }
  }
}
