package dev.hermetic.lock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hermetic.problem.HermeticException;
import dev.hermetic.problem.Problem;
import dev.hermetic.work.Parallel;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What does not come about by locking a small channel. */
@Timeout(20)
class LockProblemsTest {
  @Test
  void unknownAge_countsInWords() {
    assertThat(LockProblems.unknownAge(1, "7d").render())
        .isEqualTo(
            """
            HERM-LOCK-107 hermetic.excludeNewer: 1 locked package has no time stamp, so 7d could not be applied to it
              Fix: read their versions in the lock, or pin them in the environment file""");
  }

  @Test
  void map_interrupted_isTold() {
    CountDownLatch never = new CountDownLatch(1);
    Thread.currentThread().interrupt();
    assertThatThrownBy(
            () ->
                Parallel.map(
                    List.of(1, 2),
                    2,
                    any -> {
                      try {
                        never.await();
                      } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                      }
                      return any;
                    }))
        .isInstanceOf(HermeticException.class)
        .hasMessage(
            """
            HERM-LOCK-108 lock: interrupted
              Fix: run the goal again; no file was changed""");
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void map_severalFail_tellsAllInOrderAndEachOnce() {
    assertThatThrownBy(
            () ->
                Parallel.map(
                    List.of("c", "a", "b", "a"),
                    4,
                    text -> {
                      if (text.equals("b")) {
                        return text;
                      }
                      throw new HermeticException(
                          new Problem("HERM-X-001", Problem.Kind.INPUT, text, "wrong", "mend it"));
                    }))
        .hasMessage(
            """
            HERM-X-001 c: wrong
              Fix: mend it
            HERM-X-001 a: wrong
              Fix: mend it""");
  }

  @Test
  void map_oneThread_keepsOrderAndTellsAll() {
    assertThat(Parallel.map(List.of(3, 1, 2), 1, i -> i * 2)).containsExactly(6, 2, 4);
    assertThat(Parallel.map(List.of(3, 1, 2), 3, i -> i * 2)).containsExactly(6, 2, 4);
    assertThatThrownBy(
            () ->
                Parallel.map(
                    List.of("a", "b"),
                    1,
                    text -> {
                      throw new HermeticException(
                          new Problem("HERM-X-001", Problem.Kind.INPUT, text, "wrong", "mend it"));
                    }))
        .as("the same problems as with more threads")
        .hasMessageContaining("HERM-X-001 a")
        .hasMessageContaining("HERM-X-001 b");
  }

  @Test
  void map_defect_goesOnAsItIs() {
    assertThatThrownBy(
            () ->
                Parallel.map(
                    List.of(1, 2),
                    2,
                    i -> {
                      throw new IllegalArgumentException("ours");
                    }))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("ours");
  }
}
