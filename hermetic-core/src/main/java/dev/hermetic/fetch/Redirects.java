package dev.hermetic.fetch;

import java.io.InputStream;
import java.net.http.HttpResponse;
import java.util.Optional;
import java.util.Set;

/** Rules for redirects: never from https to http, and credentials only to the server they are for. */
public final class Redirects {
  /** More are a failure. */
  static final int MOST = 10;

  private static final Set<Integer> STATUSES = Set.of(301, 302, 303, 307, 308);

  private Redirects() {}

  /** Whether an answer sends the client elsewhere. */
  static boolean isRedirect(int status) {
    return STATUSES.contains(status);
  }

  /**
   * Where a redirect leads, without credentials.
   *
   * @param first what was asked for in the beginning, for problems
   */
  static WebAddress target(
      WebAddress first, WebAddress from, HttpResponse<InputStream> response)
      throws AttemptFailure {
    Optional<WebAddress> target =
        response.headers().firstValue("Location").flatMap(text -> resolve(from, text));
    if (target.isEmpty()) {
      throw failure(
          first, "the server redirects (HTTP " + response.statusCode() + ") to no usable address");
    }
    if (from.scheme().equals("https") && target.get().scheme().equals("http")) {
      throw failure(
          first, "the server redirects from https to unprotected http, " + target.get());
    }
    return target.get().withoutUserInfo();
  }

  /** The address that a Location header means; empty when it is none. */
  public static Optional<WebAddress> resolve(WebAddress from, String location) {
    Optional<WebAddress> absolute = WebAddress.parse(location);
    if (absolute.isPresent()) {
      return absolute;
    }
    try {
      return WebAddress.parse(from.uri().resolve(location.strip()).toString());
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  static AttemptFailure failure(WebAddress address, String fact) {
    return AttemptFailure.lasting(NetProblems.redirect(address, fact), null);
  }

  /** Credentials go to the server they are for, also when it moves itself from http to https. */
  public static boolean sameServer(WebAddress first, WebAddress other) {
    if (!first.host().equals(other.host())) {
      return false;
    }
    boolean samePort =
        first.scheme().equals(other.scheme()) && first.effectivePort() == other.effectivePort();
    boolean upgrade =
        first.effectivePort() == 80
            && other.scheme().equals("https")
            && other.effectivePort() == 443;
    return samePort || upgrade;
  }
}
