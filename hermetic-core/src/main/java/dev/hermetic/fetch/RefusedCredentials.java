package dev.hermetic.fetch;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;

/**
 * What servers said to the credentials that were sent to them, so that refused ones are not sent with each form
 * of repodata and each of a hundred packages, for which many servers lock the account. Safe for use by several threads.
 */
final class RefusedCredentials {
  private final Map<Sent, CompletableFuture<Boolean>> verdicts = new ConcurrentHashMap<>();

  /** Who was asked with what. */
  record Sent(String scheme, String host, int port, String authorization) {
    static Sent to(WebAddress address, String authorization) {
      return new Sent(address.scheme(), address.host(), address.port(), authorization);
    }

    @Override
    public String toString() {
      return scheme + "://" + host + ":" + port;
    }
  }

  /** One request. */
  @FunctionalInterface
  interface Request<T> {
    T run() throws AttemptFailure;
  }

  /**
   * Asks, unless the first answer was a refusal. Until that answer is there no other request is sent.
   *
   * @param instead what to do where they are refused
   */
  <T> T ask(Sent sent, Request<T> request, Request<T> instead) throws AttemptFailure {
    CompletableFuture<Boolean> own = new CompletableFuture<>();
    CompletableFuture<Boolean> first = verdicts.putIfAbsent(sent, own);
    if (first != null) {
      return isRefused(first) ? instead.run() : request.run();
    }
    boolean refused = false;
    try {
      return request.run();
    } catch (AttemptFailure e) {
      refused = e.refusesCredentials();
      throw e;
    } finally {
      own.complete(refused);
    }
  }

  private static boolean isRefused(CompletableFuture<Boolean> verdict) {
    try {
      return verdict.get();
    } catch (InterruptedException e) {
      throw new UncheckedInterruption(e);
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }
}
