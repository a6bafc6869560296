package dev.hermetic.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class PersonTest {
  @Test
  void couldWatch_ordinaryTerminal_yes() {
    assertThat(Person.couldWatch(Map.of("TERM", "xterm-256color"))).isTrue();
    assertThat(Person.couldWatch(Map.of())).isTrue();
  }

  @Test
  void couldWatch_dumbTerminalOrCi_no() {
    assertThat(Person.couldWatch(Map.of("TERM", "dumb"))).isFalse();
    assertThat(Person.couldWatch(Map.of("TERM", "xterm", "CI", "1"))).isFalse();
  }

  @Test
  void isContinuousIntegration_falseOrEmpty_no() {
    assertThat(Person.isContinuousIntegration(Map.of("CI", ""))).isFalse();
    assertThat(Person.isContinuousIntegration(Map.of("CI", "False"))).isFalse();
    assertThat(Person.isContinuousIntegration(Map.of("CI", "0"))).isFalse();
    assertThat(Person.isContinuousIntegration(Map.of("CI", "woodpecker"))).isTrue();
  }

  @Test
  void isWatching_underTheTestRunner_no() {
    assertThat(Person.isWatching(Map.of())).isFalse();
  }
}
