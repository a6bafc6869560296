package dev.hermetic.maven;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hermetic.lock.LockRequest.Mode;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LockModeTest {
  private static final Map<String, String> CI = Map.of("CI", "true");

  @Test
  void of_directCall_writesEverywhere() {
    assertThat(LockMode.of(null, false, true, Map.of())).isEqualTo(Mode.IF_STALE);
    assertThat(LockMode.of(null, false, true, CI)).isEqualTo(Mode.IF_STALE);
  }

  @Test
  void of_boundInPom_dependsOnCi() {
    assertThat(LockMode.of(null, false, false, Map.of())).isEqualTo(Mode.IF_STALE);
    assertThat(LockMode.of(null, false, false, Map.of("CI", "false"))).isEqualTo(Mode.IF_STALE);
    assertThat(LockMode.of(null, false, false, CI)).isEqualTo(Mode.FROZEN);
  }

  @Test
  void of_frozen_alwaysWins() {
    assertThat(LockMode.of(true, false, true, Map.of())).isEqualTo(Mode.FROZEN);
    assertThat(LockMode.of(true, false, false, Map.of())).isEqualTo(Mode.FROZEN);
  }

  @Test
  void of_notFrozen_writesInCiToo() {
    assertThat(LockMode.of(false, false, false, CI)).isEqualTo(Mode.IF_STALE);
    assertThat(LockMode.of(false, false, true, CI)).isEqualTo(Mode.IF_STALE);
  }

  @Test
  void relock_solvesAfreshWhereALockMayBeWritten() {
    assertThat(LockMode.of(null, true, true, CI)).isEqualTo(Mode.ALWAYS);
    assertThat(LockMode.of(null, true, false, Map.of())).isEqualTo(Mode.ALWAYS);
    assertThat(LockMode.of(null, true, false, CI)).isEqualTo(Mode.FROZEN);
    assertThat(LockMode.of(true, true, true, Map.of())).isEqualTo(Mode.FROZEN);
  }
}
