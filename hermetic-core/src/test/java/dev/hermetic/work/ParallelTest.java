package dev.hermetic.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hermetic.problem.HermeticException;
import dev.hermetic.problem.Problem;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class ParallelTest {
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
            HERM-WORK-001 hermetic: the run was interrupted before it was done
              Fix: run the goal again""");
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
