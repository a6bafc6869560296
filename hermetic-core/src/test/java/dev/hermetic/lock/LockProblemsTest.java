package dev.hermetic.lock;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What does not come about by locking a small channel. */
class LockProblemsTest {
  @Test
  void unknownAge_countsInWords() {
    assertThat(LockProblems.unknownAge(1, "7d").render())
        .isEqualTo(
            """
            HERM-LOCK-107 hermetic.excludeNewer: 1 locked package has no time stamp, so 7d could not be applied to it
              Fix: read their versions in the lock, or pin them in the environment file""");
  }
}
