package dev.hermetic.fetch;

import dev.hermetic.problem.Problem;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** One try of a request failed. */
public final class AttemptFailure extends Exception {
  private static final long serialVersionUID = 1;

  private final transient Problem problem;
  private final boolean mayPassLater;
  private final boolean refusesCredentials;
  private final @Nullable Duration retryAfter;

  private AttemptFailure(
      Problem problem,
      boolean mayPassLater,
      boolean refusesCredentials,
      @Nullable Duration retryAfter,
      @Nullable Throwable e) {
    super(problem.render(), e);
    this.problem = problem;
    this.mayPassLater = mayPassLater;
    this.refusesCredentials = refusesCredentials;
    this.retryAfter = retryAfter;
  }

  /** Trying again would give the same. */
  public static AttemptFailure lasting(Problem problem, @Nullable Throwable cause) {
    return new AttemptFailure(problem, false, false, null, cause);
  }

  /** Trying again may help. */
  public static AttemptFailure passing(Problem problem, @Nullable Throwable cause) {
    return new AttemptFailure(problem, true, false, null, cause);
  }

  /** Trying again may help after the time the server asks for; null when it does not say. */
  public static AttemptFailure busy(Problem problem, @Nullable Duration retryAfter) {
    return new AttemptFailure(problem, true, false, retryAfter, null);
  }

  /** The server does not know the credentials that were sent (401); it would not know them a second time. */
  static AttemptFailure refused(Problem problem) {
    return new AttemptFailure(problem, false, true, null, null);
  }

  /** What is wrong. */
  public Problem problem() {
    return problem;
  }

  boolean mayPassLater() {
    return mayPassLater;
  }

  boolean refusesCredentials() {
    return refusesCredentials;
  }

  /** Null when the server does not say. */
  @Nullable Duration retryAfter() {
    return retryAfter;
  }
}
