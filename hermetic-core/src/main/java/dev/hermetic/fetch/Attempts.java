package dev.hermetic.fetch;

import dev.hermetic.problem.HermeticException;
import java.io.IOException;

/** Tries again what may pass later, with a wait that doubles. */
final class Attempts {
  private final int most;
  private final Tuning tuning;

  Attempts(FetchSettings settings, Tuning tuning) {
    this.most = settings.attempts();
    this.tuning = tuning;
  }

  /** One try. */
  @FunctionalInterface
  interface Attempt<T> {
    T run() throws IOException, AttemptFailure;
  }

  /** @throws HermeticException the problem of the last attempt */
  <T> T run(Attempt<T> action) throws IOException, InterruptedException {
    for (int attempt = 1; ; attempt++) {
      try {
        return action.run();
      } catch (AttemptFailure e) {
        if (!e.mayPassLater() || attempt >= most) {
          throw new HermeticException(NetProblems.after(attempt, e.problem()), e);
        }
        Thread.sleep(tuning.waitBefore(attempt + 1, e.retryAfter()).toMillis());
      }
    }
  }
}
