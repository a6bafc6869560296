package dev.hermetic.fetch;

import dev.hermetic.problem.HermeticException;
import java.io.IOException;

/** Tries again what may pass later, with a wait that doubles. */
public final class Attempts {
  private final int most;
  private final Tuning tuning;

  public Attempts(FetchSettings settings) {
    this(settings, Tuning.DEFAULT);
  }

  Attempts(FetchSettings settings, Tuning tuning) {
    this.most = settings.attempts();
    this.tuning = tuning;
  }

  /** One try. */
  @FunctionalInterface
  public interface Attempt<T> {
    T run() throws IOException, AttemptFailure;
  }

  /** @throws HermeticException the problem of the last attempt */
  public <T> T run(Attempt<T> action) throws IOException, InterruptedException {
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
