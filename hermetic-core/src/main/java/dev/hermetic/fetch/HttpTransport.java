package dev.hermetic.fetch;

import dev.hermetic.problem.Problem;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** One GET: credentials, proxy, redirects; failures told apart. Safe for use by several threads. */
final class HttpTransport {
  /** The server answered, with a status that may be meant for the method. */
  private static final Set<String> ANSWERED =
      Set.of("HERM-NET-002", "HERM-NET-003", "HERM-NET-004");

  private final FetchSettings settings;
  private final WebClient web;
  private final RefusedCredentials refused = new RefusedCredentials();

  HttpTransport(FetchSettings settings, Tuning tuning) {
    this.settings = settings;
    this.web = new WebClient(settings, tuning);
  }

  /**
   * An answer that is not a failure: 200, 304, 404 or 410, and 206 or 416 where a part was asked
   * for. To be closed.
   */
  record Answer(int status, HttpResponse<InputStream> response, WebAddress source)
      implements AutoCloseable {
    Optional<String> header(String name) {
      return response.headers().firstValue(name);
    }

    /** What the body must hold before any content coding is undone, -1 when not said. */
    long contentLength() {
      return response.headers().firstValueAsLong("Content-Length").orElse(-1);
    }

    InputStream body() {
      return response.body();
    }

    @Override
    public void close() {
      WebClient.finish(response);
    }
  }

  /**
   * Asks once, following redirects. Credentials that a server refused for the first file that it was asked for
   * are not sent with the others, which fail as the first did.
   *
   * @param headers for a conditional request, may be empty
   */
  Answer get(WebAddress first, Map<String, String> headers) throws AttemptFailure {
    Authorization authorization = authorization(first);
    return unlessRefused(
        first, authorization, () -> ask("GET", first, headers, authorization));
  }

  /**
   * The same for the headers alone. A server that does not like that is asked for the file, whose body may be
   * left unread.
   */
  Answer head(WebAddress first) throws AttemptFailure {
    Authorization authorization = authorization(first);
    return unlessRefused(
        first,
        authorization,
        () -> {
          try {
            return ask("HEAD", first, Map.of(), authorization);
          } catch (AttemptFailure e) {
            if (!ANSWERED.contains(e.problem().code())) {
              throw e;
            }
            return ask("GET", first, Map.of(), authorization);
          }
        });
  }

  private Answer unlessRefused(
      WebAddress first, Authorization authorization, RefusedCredentials.Request<Answer> request)
      throws AttemptFailure {
    if (authorization.header().isEmpty()) {
      return request.run();
    }
    return refused.ask(
        RefusedCredentials.Sent.to(first, authorization.header().get()),
        request,
        () -> {
          throw denied(first, 401, authorization);
        });
  }

  private Answer ask(
      String method, WebAddress first, Map<String, String> headers, Authorization authorization)
      throws AttemptFailure {
    WebClient.Reached reached =
        web.follow(WebRequest.of(method, first, headers, authorization.header()));
    return check(
        reached.response(),
        reached.address(),
        reached.home() ? authorization : Authorization.NONE,
        headers.keySet());
  }

  private Answer check(
      HttpResponse<InputStream> response,
      WebAddress address,
      Authorization authorization,
      Set<String> sent)
      throws AttemptFailure {
    int status = response.statusCode();
    boolean part = (status == 206 || status == 416) && sent.contains("Range");
    if (part || status == 200 || status == 304 || status == 404 || status == 410) {
      return new Answer(status, response, address);
    }
    WebClient.finish(response);
    if (status == 401 || status == 403) {
      throw denied(address, status, authorization);
    }
    if (status == 407) {
      throw AttemptFailure.lasting(web.proxyDenied(address, status), null);
    }
    if (WebClient.mayPassLater(status)) {
      throw web.busy(NetProblems.serverError(address, status), response);
    }
    throw AttemptFailure.lasting(NetProblems.unexpectedStatus(address, status), null);
  }

  private AttemptFailure denied(WebAddress address, int status, Authorization authorization) {
    Problem problem =
        NetProblems.denied(
            address, status, NetProblems.names(settings.credentials()), authorization.from());
    return status == 401 && authorization.header().isPresent()
        ? AttemptFailure.refused(problem)
        : AttemptFailure.lasting(problem, null);
  }

  /** What is sent as Authorization, and what a person calls the place it comes from. */
  private record Authorization(Optional<String> header, String from) {
    static final Authorization NONE = new Authorization(Optional.empty(), "");
  }

  /** What a person calls the place that the credentials for this address come from, or empty. */
  String credentialSource(WebAddress address) {
    return authorization(address).from();
  }

  /** Nothing came in time. */
  AttemptFailure stalled(WebAddress address, Throwable cause) {
    return web.stalled(address, cause);
  }

  /** The proxy for this address as {@code host:port}, or empty. */
  String proxy(WebAddress address) {
    return web.proxy(address).map(p -> p.host() + ":" + p.port()).orElse("");
  }

  private Authorization authorization(WebAddress address) {
    Optional<Credential> own = address.credential();
    if (own.isPresent()) {
      return new Authorization(own.map(WebClient::basic), NetProblems.OWN_URL);
    }
    URI uri = URI.create(address.withoutCredentials().text());
    for (CredentialSource source : settings.credentials()) {
      Optional<Credential> found = source.find(uri);
      if (found.isPresent()) {
        return new Authorization(found.map(WebClient::authorization), source.describe());
      }
    }
    return address.token().isPresent()
        ? new Authorization(Optional.empty(), NetProblems.OWN_URL + " (its token)")
        : Authorization.NONE;
  }
}
