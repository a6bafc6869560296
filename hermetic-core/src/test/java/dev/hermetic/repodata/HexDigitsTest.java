package dev.hermetic.repodata;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class HexDigitsTest {
  @Test
  void read_eachDigitOfEitherCaseAtEachPlace_isItsValue() {
    for (int place = 0; place < 16; place++) {
      for (char digit : "0123456789abcdefABCDEF".toCharArray()) {
        StringBuilder text = new StringBuilder("c".repeat(16));
        text.setCharAt(place, digit);
        int[] target = new int[3];
        byte[] source = ("x" + text).getBytes(StandardCharsets.US_ASCII);
        assertThat(HexDigits.read(source, 1, target, 1, 2)).isTrue();
        assertThat(target[0]).isZero();
        assertThat(HexFormat.of().toHexDigits(target[1]) + HexFormat.of().toHexDigits(target[2]))
            .isEqualTo(text.toString().toLowerCase(Locale.ROOT));
      }
    }
  }

  @Test
  void read_anyOtherByteAtEachPlace_isRefused() {
    for (int place = 0; place < 8; place++) {
      for (int value = 0; value < 256; value++) {
        byte[] source = "00000000".getBytes(StandardCharsets.US_ASCII);
        source[place] = (byte) value;
        boolean isDigit = value < 0x80 && Character.digit(value, 16) >= 0;
        assertThat(HexDigits.read(source, 0, new int[1], 0, 1))
            .as("%d at %d", value, place)
            .isEqualTo(isDigit);
      }
    }
  }
}
