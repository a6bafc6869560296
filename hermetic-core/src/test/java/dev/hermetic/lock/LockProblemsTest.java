package dev.hermetic.lock;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** What does not come about by locking a small channel. */
class LockProblemsTest {
  @Test
  void unknownAge_countsInWords() {
    assertThat(LockProblems.unknownAge(1, new TreeSet<>(Set.of("a 1")), "7d").render())
        .isEqualTo(
            """
            HERM-LOCK-107 hermetic.excludeNewer: 1 locked package has no time stamp, so 7d could not be applied to it: a 1
              Fix: see whether these versions are old enough, or pin them in the environment file""");
  }

  @Test
  void unknownAge_ofMany_namesTheFirst() {
    SortedSet<String> packages = new TreeSet<>();
    for (int i = 10; i < 22; i++) {
      packages.add("p" + i + " 1");
    }
    assertThat(LockProblems.unknownAge(12, packages, "7d").fact()).endsWith("p18 1, p19 1 and 2 more");
  }
}
