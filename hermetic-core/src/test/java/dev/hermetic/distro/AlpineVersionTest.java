package dev.hermetic.distro;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AlpineVersionTest {
  @ParameterizedTest
  @CsvSource({
    "1.2, <, 1.10",
    "1.2, <, 1.2.0",
    "1.1, >, 1.1_alpha1",
    "1.0_alpha, <, 1.0_beta",
    "1.0_pre1, <, 1.0_rc",
    "1.0_rc2, <, 1.0",
    "1.0, <, 1.0_git20200101",
    "1.0_cvs, <, 1.0_p",
    "1.0_p9, <, 1.0_p10",
    "1.0_alpha_pre2, <, 1.0_alpha",
    "0.9.8c-r1, <, 0.9.8d",
    "2.5.1-r8, <, 2.5.1a-r1",
    "1.1.35-r1, <, 1.1.35-r2",
    "4.5_p1, <, 4.5_p1-r1",
    "3.0.8-r3, >, 3.0.8-r0",
    "1.3-r0, <, 1.3.1-r0",
    "1.07, <, 1.1",
    "1.02.07, <, 1.02.10",
    "006, >, 1.0.0",
    "013, <, 014-r1",
    "1.0~0a, <, 1.0~0b",
    "1.0, =, 1.0",
    "20060811, >, 3.0.20060720"
  })
  void compare_followsApk(String one, String sign, String two) {
    int order = order(one, two);
    assertThat(order < 0 ? "<" : order > 0 ? ">" : "=").isEqualTo(sign);
    assertThat(Integer.signum(order(two, one))).isEqualTo(-Integer.signum(order));
  }

  private static int order(String one, String two) {
    return AlpineVersion.parse(one).orElseThrow().compareTo(AlpineVersion.parse(two).orElseThrow());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "a", "1.", "1.0bc", "23_foo", "1-1", "1.0-r", "1.0~xyz", "1.0-r1_p1", "1 0"})
  void parse_notAVersion_isNothing(String text) {
    assertThat(AlpineVersion.parse(text)).isEmpty();
  }
}
