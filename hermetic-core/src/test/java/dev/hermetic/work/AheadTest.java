package dev.hermetic.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hermetic.problem.HermeticException;
import dev.hermetic.problem.Problem;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class AheadTest {
  private static final Problem PROBLEM =
      new Problem("HERM-X-001", Problem.Kind.INPUT, "a", "b", "c");

  @Test
  void get_workDone_givesItsResult() {
    try (Ahead<String> ahead = Ahead.start(() -> "result")) {
      assertThat(ahead.get()).isEqualTo("result");
      assertThat(ahead.get()).isEqualTo("result");
    }
  }

  @Test
  void get_workFailed_failsAsItDid() {
    HermeticException told = new HermeticException(PROBLEM);
    try (Ahead<String> ahead =
        Ahead.start(
            () -> {
              throw told;
            })) {
      assertThatThrownBy(ahead::get).isSameAs(told);
    }
    IllegalStateException bug = new IllegalStateException("bug");
    try (Ahead<String> ahead =
        Ahead.start(
            () -> {
              throw bug;
            })) {
      assertThatThrownBy(ahead::get).isSameAs(bug);
    }
  }

  @Test
  void close_workStillRuns_interruptsIt() throws InterruptedException {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch interrupted = new CountDownLatch(1);
    try (Ahead<String> ahead =
        Ahead.start(
            () -> {
              begun.countDown();
              try {
                new CountDownLatch(1).await();
              } catch (InterruptedException e) {
                interrupted.countDown();
              }
              return "";
            })) {
      begun.await();
      assertThat(ahead).isNotNull();
    }
    interrupted.await();
  }
}
