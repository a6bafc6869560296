package dev.hermetic.report.block;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DecimalTest {
  @ParameterizedTest
  @ValueSource(
      doubles = {
        0, -0.0, 1, -1, 0.5, 0.0000005, 0.0000015, -0.0000004, 0.9999995, 0.99999949, 100, 999.9999999, 1000,
        1e9, 1.0e-300, 12.30, 0.000001, 2.0000005, 1.0 / 3, 2.0 / 3, Double.MAX_VALUE
      })
  void sixDigits_edges_areExact(double value) {
    assertThat(Decimal.sixDigits(value)).isEqualTo(exact(value));
  }

  @Test
  void sixDigits_anyShare_isExact() {
    Random random = new Random(11);
    for (int i = 0; i < 50_000; i++) {
      double share = (double) random.nextInt(2_000) / (random.nextInt(2_000) + 1);
      double near = (random.nextInt(4_000_000) - 2_000_000 + 0.5) / 1e6;
      assertThat(Decimal.sixDigits(share)).isEqualTo(exact(share));
      assertThat(Decimal.sixDigits(near)).isEqualTo(exact(near));
      assertThat(Decimal.sixDigits(Math.nextUp(near))).isEqualTo(exact(Math.nextUp(near)));
    }
  }

  @Test
  void sixDigits_noNumber_isRefused() {
    assertThatThrownBy(() -> Decimal.sixDigits(Double.NaN)).isInstanceOf(NumberFormatException.class);
  }

  private static String exact(double value) {
    return new BigDecimal(value)
        .setScale(6, RoundingMode.HALF_EVEN)
        .stripTrailingZeros()
        .toPlainString();
  }
}
