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
        byte[] target = new byte[10];
        byte[] source = ("x" + text).getBytes(StandardCharsets.US_ASCII);
        assertThat(HexDigits.read(source, 1, target, 2, 8)).isTrue();
        assertThat(HexFormat.of().formatHex(target))
            .isEqualTo("0000" + text.toString().toLowerCase(Locale.ROOT));
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
        assertThat(HexDigits.read(source, 0, new byte[4], 0, 4))
            .as("%d at %d", value, place)
            .isEqualTo(isDigit);
      }
    }
  }
}
