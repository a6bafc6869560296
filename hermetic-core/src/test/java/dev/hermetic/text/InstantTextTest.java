package dev.hermetic.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InstantTextTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "1970-01-01T00:00:00Z", "2024-02-29T23:59:59.999Z", "0000-01-01T00:00:00.001Z", "-0001-12-31T23:59:59Z",
        "9999-12-31T23:59:59.990Z", "+10000-01-01T00:00:00Z", "2026-11-27T12:00:00.000001Z",
        "-1000000000-01-01T00:00:00Z", "+1000000000-12-31T23:59:59.999999999Z"
      })
  void of_edges_areAsJavaWritesThem(String text) {
    assertThat(InstantText.of(Instant.parse(text))).isEqualTo(text).isEqualTo(Instant.parse(text).toString());
  }

  @Test
  void of_anyTime_isAsJavaWritesIt() {
    Random random = new Random(3);
    for (int i = 0; i < 20_000; i++) {
      long millis = random.nextLong() >> random.nextInt(20) + 14;
      Instant instant = Instant.ofEpochMilli(i % 2 == 0 ? millis : millis / 1000 * 1000);
      assertThat(InstantText.of(instant)).isEqualTo(instant.toString());
    }
  }
}
