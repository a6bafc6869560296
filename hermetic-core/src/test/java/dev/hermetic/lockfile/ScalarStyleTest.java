package dev.hermetic.lockfile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ScalarStyleTest {
  /** What the patterns are about. */
  private static final List<String> PIECES =
      List.of(
          "0", "1", "9", "7_", "0b", "0x", "a", "e", "f", "E", "e+", "e-", ".", "..", ":", ":5",
          "-", "+", "2026", "-11", "-1", "T", " ", "Z", "t", "yes", "No", "true", "FALSE", "on",
          "Off", "null", "NULL", "~", ".inf", ".nan", "=", "<", "<<", "z", "Y", "n", "b", "x");

  @Test
  void isPlainAtAGlance_neverSaysSoOfWhatAPatternMatches() {
    Random random = new Random(7);
    int matched = 0;
    int seen = 0;
    for (int i = 0; i < 100_000; i++) {
      StringBuilder text = new StringBuilder();
      for (int pieces = random.nextInt(5); pieces >= 0; pieces--) {
        text.append(PIECES.get(random.nextInt(PIECES.size())));
      }
      boolean plain = ScalarStyle.isPlainAtAGlance(text.toString());
      boolean matches = ScalarStyle.matchesPattern(text.toString());
      assertThat(plain && matches).as(text.toString()).isFalse();
      matched += matches ? 1 : 0;
      seen += plain ? 1 : 0;
    }
    assertThat(matched).isGreaterThan(1000);
    assertThat(seen).isGreaterThan(1000);
  }

  @Test
  void isPlainAtAGlance_digestsNamesAndVersions_areSeen() {
    assertThat(List.of("0a" + "3f".repeat(31), "networkx", "1.26.4", "openssl", "2024a", ">=3.10,<4"))
        .allMatch(ScalarStyle::isPlainAtAGlance);
  }
}
