package dev.hermetic.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CountTest {
  @Test
  void of_numberAndNoun_agree() {
    assertThat(Count.of(0, "package")).isEqualTo("0 packages");
    assertThat(Count.of(1, "package")).isEqualTo("1 package");
    assertThat(Count.of(2, "package")).isEqualTo("2 packages");
    assertThat(Count.of(1, "pip entry")).isEqualTo("1 pip entry");
    assertThat("0" + Count.are(0) + ", 1" + Count.are(1) + ", 2" + Count.are(2))
        .isEqualTo("0 are, 1 is, 2 are");
  }

  @ParameterizedTest
  @CsvSource({
    "pip entry,pip entries",
    "vulnerability,vulnerabilities",
    "advisory,advisories",
    "day,days",
    "index,indexes",
    "address,addresses",
    "clash,clashes",
    "interpreter cache,interpreter caches",
    "trade-off,trade-offs",
    "further line,further lines"
  })
  void noun_ofSeveral_isThePlural(String one, String several) {
    assertThat(Count.noun(3, one)).isEqualTo(several);
    assertThat(Count.noun(1, one)).isEqualTo(one);
  }
}
