package dev.hermetic.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class QuantityParametersTest {
  private final ParameterReader reader = new ParameterReader(Path.of("/project"));
  private final QuantityParameters quantities = new QuantityParameters(reader);

  @Test
  void bytes_withAndWithoutUnits_areCounted() {
    assertThat(quantities.bytes("p", "0")).hasValue(0);
    assertThat(quantities.bytes("p", " 1.5 kB ")).hasValue(1500);
    assertThat(quantities.bytes("p", "5GB")).hasValue(5_000_000_000L);
    assertThat(quantities.bytes("p", "2 gib")).hasValue(2L << 30);
    assertThat(quantities.bytes("p", " ")).isEmpty();
    reader.check();
    for (String wrong : List.of("-1", "1,5 GB", "5 gigs", "GB", "999999999999999 TiB")) {
      assertThat(quantities.bytes("p", wrong)).isEmpty();
    }
    assertThatThrownBy(reader::check)
        .hasMessageStartingWith(
            "HERM-PARAM-001 parameter p: '-1' is not a size\n  Fix: write it as 5GB, 500 MiB or 0");
  }

  @Test
  void duration_countedIsoAndNone_areTaken() {
    assertThat(quantities.duration("p", "30d")).isEqualTo(Duration.ofDays(30));
    assertThat(quantities.duration("p", "PT1H")).isEqualTo(Duration.ofHours(1));
    assertThat(quantities.duration("p", "None")).isNull();
    reader.check();
    assertThat(quantities.duration("p", "a month")).isNull();
    assertThatThrownBy(reader::check)
        .hasMessage(
            "HERM-PARAM-001 parameter p: 'a month' is not a duration\n"
                + "  Fix: write it as 12h, 30d, 8w or none");
  }

  @Test
  void number_fromNoughtOn_isTaken() {
    assertThat(quantities.number("p", " 0 ", 7)).isZero();
    assertThat(quantities.number("p", "999999999", 7)).isEqualTo(999_999_999);
    assertThat(quantities.number("p", " ", 7)).isEqualTo(7);
    reader.check();
    assertThat(quantities.number("p", "-1", 7)).isEqualTo(7);
    assertThatThrownBy(reader::check)
        .hasMessage(
            "HERM-PARAM-001 parameter p: '-1' is no whole number\n  Fix: take 0 or more");
  }

  @Test
  void share_plainAndInPercent_isTheSame() {
    assertThat(quantities.share("p", "0.05")).hasValue(0.05);
    assertThat(quantities.share("p", "5 %")).hasValue(0.05);
    assertThat(quantities.share("p", null)).isEmpty();
    reader.check();
    assertThat(quantities.share("p", "101%")).isEmpty();
    assertThatThrownBy(reader::check)
        .hasMessage(
            "HERM-PARAM-001 parameter p: '101%' is no share\n  Fix: write it as 0.05 or 5%");
  }
}
