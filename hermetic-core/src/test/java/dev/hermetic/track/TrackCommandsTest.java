package dev.hermetic.track;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TrackCommandsTest {
  private static final String TEXT =
      "{\"fix\": \"run `mvn hermetic:lock`, then `mvn hermetic:verify-image -Dx=1`\"}";

  @Test
  void in_track_standsInEveryCommand() {
    assertThat(TrackCommands.in(TEXT, "research"))
        .isEqualTo(
            "{\"fix\": \"run `mvn hermetic:lock -Dhermetic.track=research`, then `mvn"
                + " hermetic:verify-image -Dhermetic.track=research -Dx=1`\"}");
  }

  @Test
  void in_commandOfATrack_isLeftAlone() {
    String once = TrackCommands.in(TEXT, "research");
    assertThat(TrackCommands.in(once, "research")).isEqualTo(once);
  }

  @Test
  void in_stableOrNoName_isLeftAlone() {
    assertThat(TrackCommands.in(TEXT, "stable")).isEqualTo(TEXT);
    assertThat(TrackCommands.in(TEXT, "a\" b")).isEqualTo(TEXT);
  }
}
