package dev.hermetic.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BuildTimeTest {
  private final ParameterReader reader = new ParameterReader(Path.of("/project"));

  @Test
  void time_ofThePom_countsBeforeThatOfTheSurroundings() {
    Map<String, String> environment = Map.of("SOURCE_DATE_EPOCH", "86400");
    assertThat(BuildTime.of(reader, "1970-01-01T01:00:00.5+01:00", environment))
        .contains(Instant.EPOCH);
    assertThat(BuildTime.of(reader, "60", environment)).contains(Instant.ofEpochSecond(60));
    assertThat(BuildTime.of(reader, "x", environment)).contains(Instant.ofEpochSecond(86400));
    assertThat(BuildTime.of(reader, null, Map.of())).isEmpty();
    assertThat(BuildTime.orEpoch(reader, null, Map.of())).isEqualTo(Instant.EPOCH);
    reader.check();
  }

  @Test
  void time_thatIsNone_isToldWithWhereItIsFrom() {
    BuildTime.of(reader, "today", Map.of());
    BuildTime.of(reader, null, Map.of("SOURCE_DATE_EPOCH", "now"));
    assertThatThrownBy(reader::check)
        .hasMessage(
            """
            HERM-PARAM-001 parameter project.build.outputTimestamp: 'today' is no time
              Fix: write it as 2026-01-31T12:00:00Z, or in seconds
            HERM-PARAM-001 parameter SOURCE_DATE_EPOCH: 'now' is no time
              Fix: write it as 2026-01-31T12:00:00Z, or in seconds""");
  }
}
