package dev.hermetic.maven;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hermetic.platform.Platform;
import org.junit.jupiter.api.Test;

/** What goals themselves find wrong. */
class GoalProblemsTest {
  @Test
  void attach_noLock_isTold() {
    assertThat(AttachMojo.noLock("conda-lock.yml").render())
        .isEqualTo(
            """
            HERM-ATTACH-001 conda-lock.yml: there is no lock to attach
              Fix: run `mvn hermetic:lock` and commit conda-lock.yml""");
  }

  @Test
  void pylock_noLock_isTold() {
    assertThat(PylockMojo.noLock("conda-lock.yml").render())
        .isEqualTo(
            """
            HERM-PYLOCK-001 conda-lock.yml: there is no lock to write pylock files of
              Fix: run `mvn hermetic:lock` first""");
  }

  @Test
  void pylock_noPython_isTold() {
    assertThat(PylockMojo.noPython("conda-lock.yml", Platform.LINUX_64).render())
        .isEqualTo(
            """
            HERM-PYLOCK-002 conda-lock.yml: has pip packages on linux-64 and no CPython that they are for
              Fix: add python to the dependencies and run `mvn hermetic:lock`""");
  }

  @Test
  void promote_noTrack_isTold() {
    assertThat(PromoteMojo.noTrack().render())
        .isEqualTo(
            """
            HERM-TRACK-006 parameter hermetic.track: no track is named that could become the stable lock
              Fix: name one, for example -Dhermetic.track=research""");
  }
}
