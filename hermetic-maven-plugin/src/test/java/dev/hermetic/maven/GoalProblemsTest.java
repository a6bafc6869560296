package dev.hermetic.maven;

import static org.assertj.core.api.Assertions.assertThat;

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
  void promote_noTrack_isTold() {
    assertThat(PromoteMojo.noTrack().render())
        .isEqualTo(
            """
            HERM-TRACK-006 parameter hermetic.track: no track is named that could become the stable lock
              Fix: name one, for example -Dhermetic.track=research""");
  }
}
