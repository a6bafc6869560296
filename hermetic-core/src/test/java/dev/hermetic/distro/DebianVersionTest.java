package dev.hermetic.distro;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DebianVersionTest {
  @ParameterizedTest
  @CsvSource({
    "1.0, <, 1.1",
    "1.9, <, 1.10",
    "1.0~rc1, <, 1.0",
    "1.0~~, <, 1.0~",
    "1.0~, <, 1.0~rc1",
    "1.0, <, 1.0a",
    "1.0a, <, 1.0+",
    "1.0-1, <, 1.0-1.1",
    "1.0-1, <, 1.0-1+b1",
    "2.36-9+deb12u3, <, 2.36-9+deb12u10",
    "9.9, <, 1:0.1",
    "0:1.0, =, 1.0",
    "1.00, =, 1.0",
    "1.0-0, =, 1.0",
    "1.0-, invalid, 1.0",
    "1.0-a-1, >, 1.0-1",
    "2:1:3-1, <, 2:1:4-1",
    "12345678901234567890123, <, 12345678901234567890124",
    "1.2.3, <, 1.2.3.1"
  })
  void compare_followsDebVersion(String one, String sign, String two) {
    if (sign.equals("invalid")) {
      assertThat(DebianVersion.parse(one)).isEmpty();
      return;
    }
    int order = order(one, two);
    assertThat(order < 0 ? "<" : order > 0 ? ">" : "=").isEqualTo(sign);
    assertThat(Integer.signum(order(two, one))).isEqualTo(-Integer.signum(order));
    if (order == 0) {
      assertThat(DebianVersion.parse(one)).hasSameHashCodeAs(DebianVersion.parse(two));
      assertThat(DebianVersion.parse(one)).isEqualTo(DebianVersion.parse(two));
    }
  }

  private static int order(String one, String two) {
    return DebianVersion.parse(one).orElseThrow().compareTo(DebianVersion.parse(two).orElseThrow());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", ":1", "a:1", "1:", "1 2", "1_2", "1-2:3", "-1", "1\u0000"})
  void parse_notAVersion_isNothing(String text) {
    assertThat(DebianVersion.parse(text)).isEmpty();
  }

  /** The program itself is asked, in one go, about versions of few characters that clash often. */
  @Test
  void compare_agreesWithDpkg() throws Exception {
    Assumptions.assumeTrue(Files.isExecutable(Path.of("/usr/bin/dpkg")), "there is no dpkg");
    Random random = new Random(8);
    StringBuilder script = new StringBuilder();
    StringBuilder expected = new StringBuilder();
    for (int i = 0; i < 150; i++) {
      String one = version(random);
      String two = version(random);
      script.append("dpkg --compare-versions '").append(one).append("' lt '").append(two);
      script.append("' && echo lt || echo ge\n");
      expected.append(order(one, two) < 0 ? "lt\n" : "ge\n");
    }

    Process process = new ProcessBuilder(List.of("sh", "-s")).redirectErrorStream(true).start();
    try (var in = process.getOutputStream()) {
      in.write(script.toString().getBytes(StandardCharsets.US_ASCII));
    } catch (IOException e) {
      throw new AssertionError(e);
    }

    assertThat(new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII))
        .isEqualTo(expected.toString());
  }

  private static String version(Random random) {
    StringBuilder text = new StringBuilder(random.nextInt(4) == 0 ? "1:" : "").append("1");
    for (int i = random.nextInt(6); i > 0; i--) {
      text.append("01.~+ab-".charAt(random.nextInt(8)));
    }
    return text.append(text.charAt(text.length() - 1) == '-' ? "0" : "").toString();
  }
}
