package dev.hermetic.lock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExcludeNewerTest {
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-08-15T10:20:30.456Z"), ZoneOffset.ofHours(9));

  @ParameterizedTest
  @CsvSource({
    "2026-08-01T12:00:00Z, 2026-08-01T12:00:00Z",
    "2026-08-01T12:00:00+02:00, 2026-08-01T10:00:00Z",
    "2026-08-01, 2026-08-02T00:00:00Z",
    "7d, 2026-08-08T10:20:30Z",
    "12h, 2026-08-14T22:20:30Z",
    "2w, 2026-08-01T10:20:30Z",
    "P7D, 2026-08-08T10:20:30Z",
    "PT36H, 2026-08-13T22:20:30Z"
  })
  void text_becomesAnInstant(String text, Instant expected) {
    assertThat(ExcludeNewer.parse(text, CLOCK, null).instant()).isEqualTo(expected);
  }

  @Test
  void duration_thatTheLockRecorded_keepsItsInstant() {
    ExcludeNewer first = ExcludeNewer.parse("7d", CLOCK, null);
    Clock later = Clock.fixed(Instant.parse("2027-01-01T00:00:00Z"), ZoneOffset.UTC);
    assertThat(ExcludeNewer.parse("7d", later, first.recorded())).isEqualTo(first);
    assertThat(ExcludeNewer.parse("8d", later, first.recorded()).instant())
        .isEqualTo(Instant.parse("2026-12-24T00:00:00Z"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "soon", "7", "7 years", "-7d", "2026-13-01", "P-1D", "P999999999999D", "+999999999-12-31"})
  void otherText_fails(String text) {
    assertThatThrownBy(() -> ExcludeNewer.parse(text, CLOCK, null))
        .hasMessage(
            "HERM-LOCK-101 hermetic.excludeNewer: `"
                + text
                + "` is neither an instant, nor a date, nor a duration\n"
                + "  Fix: write it as 2026-08-01T12:00:00Z, 2026-08-01, or 7d");
  }
}
