package dev.hermetic.fetch;

import dev.hermetic.problem.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.channels.UnresolvedAddressException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** One GET: credentials, proxy, redirects; failures told apart. Safe for use by several threads. */
final class HttpTransport {
  private static final int MOST_REDIRECTS = 10;
  private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);
  private static final Set<Integer> RETRIED = Set.of(408, 425, 429);

  private final FetchSettings settings;
  private final Tuning tuning;
  private final ProxyRoute route;
  private @Nullable HttpClient client;

  HttpTransport(FetchSettings settings, Tuning tuning) {
    this.settings = settings;
    this.tuning = tuning;
    this.route = new ProxyRoute(settings.proxies());
    // Before anything of java.net.http is touched.
    route.allowTunnelCredentials();
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
      HttpTransport.finish(response);
    }
  }

  /**
   * Asks once, following redirects.
   *
   * @param headers for a conditional request, may be empty
   */
  Answer get(WebAddress first, Map<String, String> headers) throws AttemptFailure {
    return ask("GET", first, headers);
  }

  /** Asks once for the headers alone, following redirects; not every server answers that. */
  Answer head(WebAddress first) throws AttemptFailure {
    return ask("HEAD", first, Map.of());
  }

  private Answer ask(String method, WebAddress first, Map<String, String> headers)
      throws AttemptFailure {
    WebAddress address = first;
    Set<String> seen = new HashSet<>();
    Authorization authorization = authorization(first);
    while (true) {
      if (!seen.add(address.withoutUserInfo().text())) {
        throw redirectFailure(first, "the server redirects in a circle, back to " + address);
      }
      if (seen.size() > MOST_REDIRECTS + 1) {
        throw redirectFailure(first, "the server redirects more than " + MOST_REDIRECTS + " times");
      }
      boolean home = sameServer(first, address);
      HttpResponse<InputStream> response =
          send(method, address, headers, home ? authorization : Authorization.NONE);
      if (!REDIRECTS.contains(response.statusCode())) {
        return check(
            response, address, home ? authorization : Authorization.NONE, headers.keySet());
      }
      finish(response);
      address = target(first, address, response);
    }
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
    finish(response);
    if (status == 401 || status == 403) {
      throw AttemptFailure.lasting(
          NetProblems.denied(
              address, status, NetProblems.names(settings.credentials()), authorization.from()),
          null);
    }
    if (status == 407) {
      Optional<ProxyConfig> proxy = route.find(address.uri());
      throw AttemptFailure.lasting(
          proxy
              .map(p -> NetProblems.proxyDenied(address, p))
              .orElse(NetProblems.unexpectedStatus(address, status)),
          null);
    }
    if (RETRIED.contains(status) || status >= 500) {
      Duration retryAfter =
          response
              .headers()
              .firstValue("Retry-After")
              .flatMap(text -> HttpDates.retryAfter(text, tuning.clock().instant()))
              .orElse(null);
      throw AttemptFailure.busy(NetProblems.serverError(address, status), retryAfter);
    }
    throw AttemptFailure.lasting(NetProblems.unexpectedStatus(address, status), null);
  }

  private static WebAddress target(
      WebAddress first, WebAddress from, HttpResponse<InputStream> response)
      throws AttemptFailure {
    Optional<WebAddress> target =
        response.headers().firstValue("Location").flatMap(text -> resolve(from, text));
    if (target.isEmpty()) {
      throw redirectFailure(
          first, "the server redirects (HTTP " + response.statusCode() + ") to no usable address");
    }
    if (from.scheme().equals("https") && target.get().scheme().equals("http")) {
      throw redirectFailure(
          first, "the server redirects from https to unprotected http, " + target.get());
    }
    return target.get().withoutUserInfo();
  }

  private static Optional<WebAddress> resolve(WebAddress from, String location) {
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

  private static AttemptFailure redirectFailure(WebAddress address, String fact) {
    return AttemptFailure.lasting(NetProblems.redirect(address, fact), null);
  }

  /** Credentials go to the server they are for, also when it moves itself from http to https. */
  private static boolean sameServer(WebAddress first, WebAddress other) {
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

  private HttpResponse<InputStream> send(
      String method,
      WebAddress address,
      Map<String, String> headers,
      Authorization authorization)
      throws AttemptFailure {
    URI uri = address.uri();
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri)
            .method(method, HttpRequest.BodyPublishers.noBody())
            // An upgrade to HTTP/2 is only free of extra headers inside TLS.
            .version(
                address.scheme().equals("https")
                    ? HttpClient.Version.HTTP_2
                    : HttpClient.Version.HTTP_1_1)
            .setHeader("User-Agent", "hermetic")
            .setHeader("Accept", "*/*")
            .setHeader("Accept-Encoding", "identity");
    headers.forEach(request::setHeader);
    authorization.header().ifPresent(value -> request.setHeader("Authorization", value));
    route
        .find(uri)
        .map(ProxyConfig::credential)
        .ifPresent(c -> request.setHeader("Proxy-Authorization", basic(c)));
    CompletableFuture<HttpResponse<InputStream>> future =
        client()
            .sendAsync(request.build(), info -> new BodyStream(settings.stallTimeout()));
    try {
      Duration limit = settings.connectTimeout().plus(settings.stallTimeout());
      return future.get(limit.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      future.cancel(true);
      throw stalled(address, e);
    } catch (InterruptedException e) {
      future.cancel(true);
      throw new UncheckedInterruption(e);
    } catch (ExecutionException e) {
      throw connectionFailure(address, e);
    }
  }

  /** Nothing came in time. */
  AttemptFailure stalled(WebAddress address, Throwable cause) {
    return AttemptFailure.passing(NetProblems.stalled(address, settings.stallTimeout()), cause);
  }

  private AttemptFailure connectionFailure(WebAddress address, ExecutionException failure) {
    List<Throwable> causes = new ArrayList<>();
    for (Throwable e = failure.getCause(); e != null && causes.size() < 10; e = e.getCause()) {
      if (!(e instanceof CompletionException)) {
        causes.add(e);
      }
    }
    Optional<ProxyConfig> proxy = route.find(address.uri());
    String host = proxy.map(ProxyConfig::host).orElse(address.host());
    String via =
        proxy
            .map(p -> "the proxy " + p.host() + ":" + p.port())
            .orElse(address.host() + ":" + address.effectivePort());
    for (Throwable e : causes) {
      if (e instanceof UnresolvedAddressException || e instanceof UnknownHostException) {
        return AttemptFailure.lasting(NetProblems.unknownHost(address, host), failure);
      }
      if (e instanceof SSLException) {
        return AttemptFailure.lasting(NetProblems.tls(address, tlsDetail(causes)), failure);
      }
    }
    for (Throwable e : causes) {
      if (e instanceof HttpConnectTimeoutException) {
        return AttemptFailure.passing(
            NetProblems.noConnection(address, via, ": no answer in time"), failure);
      }
      if (e instanceof ConnectException) {
        return AttemptFailure.passing(
            NetProblems.noConnection(address, via, ": refused"), failure);
      }
    }
    Problem broken =
        NetProblems.cutShort(address, "the connection broke before an answer came" + text(causes));
    return AttemptFailure.passing(broken, failure);
  }

  private static String text(List<Throwable> causes) {
    String message = causes.isEmpty() ? null : causes.get(0).getMessage();
    return message == null ? "" : " (" + message + ")";
  }

  /** The innermost reason says most: what the certificate check did not like. */
  private static String tlsDetail(List<Throwable> causes) {
    String detail = "the handshake failed";
    for (Throwable e : causes) {
      if (e.getMessage() != null) {
        detail = e.getMessage();
      }
    }
    return detail;
  }

  /** Keeps the connection for reuse where little is left to read, and gives it up otherwise. */
  private static void finish(HttpResponse<InputStream> response) {
    // Null where a proxy refuses a tunnel.
    try (InputStream body = response.body()) {
      if (body != null
          && response.headers().firstValueAsLong("Content-Length").orElse(Long.MAX_VALUE) < 65536) {
        body.readAllBytes();
      }
    } catch (IOException e) {
      // The answer was complete without its body.
      return;
    }
  }

  private synchronized HttpClient client() {
    HttpClient result = client;
    if (result == null) {
      HttpClient.Builder builder =
          HttpClient.newBuilder()
              .connectTimeout(settings.connectTimeout())
              .followRedirects(HttpClient.Redirect.NEVER)
              .proxy(route);
      if (tuning.tls() != null) {
        builder.sslContext(tuning.tls());
      }
      result = builder.build();
      client = result;
    }
    return result;
  }

  /** What is sent as Authorization, and what a person calls the place it comes from. */
  private record Authorization(Optional<String> header, String from) {
    static final Authorization NONE = new Authorization(Optional.empty(), "");
  }

  /** What a person calls the place that the credentials for this address come from, or empty. */
  String credentialSource(WebAddress address) {
    return authorization(address).from();
  }

  /** The proxy for this address as {@code host:port}, or empty. */
  String proxy(WebAddress address) {
    return route.find(address.uri()).map(p -> p.host() + ":" + p.port()).orElse("");
  }

  private Authorization authorization(WebAddress address) {
    Optional<Credential> own = address.credential();
    if (own.isPresent()) {
      return new Authorization(own.map(HttpTransport::basic), "the channel URL");
    }
    URI uri = URI.create(address.withoutCredentials().text());
    for (CredentialSource source : settings.credentials()) {
      Optional<Credential> found = source.find(uri);
      if (found.isPresent()) {
        return new Authorization(found.map(HttpTransport::header), source.describe());
      }
    }
    return address.token().isPresent()
        ? new Authorization(Optional.empty(), "the channel URL (its token)")
        : Authorization.NONE;
  }

  private static String header(Credential credential) {
    return credential.user().isEmpty() ? "Bearer " + credential.secret() : basic(credential);
  }

  private static String basic(Credential credential) {
    byte[] text =
        (credential.user() + ":" + credential.secret()).getBytes(StandardCharsets.UTF_8);
    return "Basic " + Base64.getEncoder().encodeToString(text);
  }
}
