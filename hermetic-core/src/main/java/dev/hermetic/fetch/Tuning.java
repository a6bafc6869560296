package dev.hermetic.fetch;

import java.time.Duration;
import java.time.InstantSource;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * What tests set otherwise than users.
 *
 * @param clock for freshness of cached copies
 * @param backOff wait before the second attempt; doubled for each further one
 * @param longestWait bound on every wait, also where a server asks for more with Retry-After
 * @param tls null for the JVM's own trust store
 */
record Tuning(
    InstantSource clock, Duration backOff, Duration longestWait, @Nullable SSLContext tls) {
  static final Tuning DEFAULT =
      new Tuning(InstantSource.system(), Duration.ofMillis(500), Duration.ofSeconds(60), null);

  /** No jitter: the same failures give the same waits. */
  Duration waitBefore(int attempt, @Nullable Duration retryAfter) {
    Duration wait =
        retryAfter != null ? retryAfter : backOff.multipliedBy(1L << Math.min(attempt - 2, 16));
    return wait.compareTo(longestWait) > 0 ? longestWait : wait;
  }
}
