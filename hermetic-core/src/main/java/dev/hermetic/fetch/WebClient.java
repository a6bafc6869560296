package dev.hermetic.fetch;

import dev.hermetic.problem.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
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
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * Sends single requests through the proxy that is configured for them, with bounds on every wait,
 * and tells the ways apart in which a connection fails. Knows no credentials but the proxy's, and
 * follows no redirects. Safe for use by several threads.
 */
public final class WebClient {
  private static final Set<Integer> RETRIED = Set.of(408, 425, 429);

  /** How the JDK's client puts a body that is shorter than its length. */
  private static final Pattern ENDED =
      Pattern.compile("fixed content-length: (\\d+), bytes received: (\\d+)");

  private final FetchSettings settings;
  private final Tuning tuning;
  private final ProxyRoute route;
  private final PlainHttp plain;
  private @Nullable HttpClient client;

  public WebClient(FetchSettings settings) {
    this(settings, Tuning.DEFAULT);
  }

  WebClient(FetchSettings settings, Tuning tuning) {
    this.settings = settings;
    this.tuning = tuning;
    this.route = new ProxyRoute(settings.proxies());
    this.plain = new PlainHttp(settings);
    // Before anything of java.net.http is touched.
    route.allowTunnelCredentials();
  }

  /**
   * Sends a request once.
   *
   * @return the answer, whatever its status; its body fails when no byte comes for a while, and is
   *     to be {@linkplain #finish finished}
   */
  public HttpResponse<InputStream> send(WebRequest asked) throws AttemptFailure {
    WebAddress address = asked.address();
    Optional<ProxyConfig> proxy = proxy(address);
    Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    headers.put("User-Agent", "hermetic");
    headers.put("Accept", "*/*");
    headers.put("Accept-Encoding", "identity");
    headers.putAll(asked.headers());
    asked.authorization().ifPresent(value -> headers.put("Authorization", value));
    if (proxy.isEmpty() && PlainHttp.serves(asked)) {
      return sendPlain(asked, headers);
    }
    HttpRequest.Builder request =
        HttpRequest.newBuilder(address.uri())
            .method(asked.method(), asked.body())
            // An upgrade to HTTP/2 is only free of extra headers inside TLS.
            .version(
                address.scheme().equals("https")
                    ? HttpClient.Version.HTTP_2
                    : HttpClient.Version.HTTP_1_1);
    headers.forEach(request::setHeader);
    proxy
        .map(ProxyConfig::credential)
        .ifPresent(c -> request.setHeader("Proxy-Authorization", basic(c)));
    CompletableFuture<HttpResponse<InputStream>> future =
        client().sendAsync(request.build(), info -> new BodyStream(settings.stallTimeout()));
    try {
      return await(future, asked);
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

  private HttpResponse<InputStream> sendPlain(WebRequest asked, Map<String, String> headers)
      throws AttemptFailure {
    try {
      return plain.send(asked, headers);
    } catch (TimeoutException e) {
      throw stalled(asked.address(), e);
    } catch (IOException e) {
      throw connectionFailure(asked.address(), new ExecutionException(e));
    }
  }

  /**
   * Where a request without a body ended.
   *
   * @param home whether that is the server that was asked, which was sent the credentials
   */
  public record Reached(HttpResponse<InputStream> response, WebAddress address, boolean home) {}

  /** Sends a request without a body and follows redirects; other servers get no credentials. */
  public Reached follow(WebRequest first) throws AttemptFailure {
    WebAddress address = first.address();
    Set<String> seen = new HashSet<>();
    while (true) {
      if (!seen.add(address.withoutUserInfo().text())) {
        throw Redirects.failure(
            first.address(), "the server redirects in a circle, back to " + address);
      }
      if (seen.size() > Redirects.MOST + 1) {
        throw Redirects.failure(
            first.address(), "the server redirects more than " + Redirects.MOST + " times");
      }
      boolean home = Redirects.sameServer(first.address(), address);
      HttpResponse<InputStream> response =
          send(
              WebRequest.of(
                  first.method(),
                  address,
                  first.headers(),
                  home ? first.authorization() : Optional.empty()));
      if (!Redirects.isRedirect(response.statusCode())) {
        return new Reached(response, address, home);
      }
      finish(response);
      address = Redirects.target(first.address(), address, response);
    }
  }

  /** Whether the same request may have another answer later. */
  public static boolean mayPassLater(int status) {
    return RETRIED.contains(status) || status >= 500;
  }

  /** A failure that may pass after the time that the answer asks for. */
  public AttemptFailure busy(Problem problem, HttpResponse<?> response) {
    Duration retryAfter =
        response
            .headers()
            .firstValue("Retry-After")
            .flatMap(text -> HttpDates.retryAfter(text, tuning.clock().instant()))
            .orElse(null);
    return AttemptFailure.busy(problem, retryAfter);
  }

  /** Waits as long as the body of the request goes on its way. */
  private HttpResponse<InputStream> await(
      CompletableFuture<HttpResponse<InputStream>> future, WebRequest asked)
      throws TimeoutException, InterruptedException, ExecutionException {
    Duration limit = settings.connectTimeout().plus(settings.stallTimeout());
    long sent = asked.sent().getAsLong();
    while (true) {
      try {
        return future.get(limit.toNanos(), TimeUnit.NANOSECONDS);
      } catch (TimeoutException e) {
        long now = asked.sent().getAsLong();
        if (now == sent) {
          throw e;
        }
        sent = now;
      }
    }
  }

  /** Nothing came in time. */
  AttemptFailure stalled(WebAddress address, Throwable cause) {
    return AttemptFailure.passing(NetProblems.stalled(address, settings.stallTimeout()), cause);
  }

  /** The proxy for an address, if there is one. */
  Optional<ProxyConfig> proxy(WebAddress address) {
    return route.find(address.uri());
  }

  /** What a status says that comes from the proxy (407). */
  public Problem proxyDenied(WebAddress address, int status) {
    return proxy(address)
        .map(p -> NetProblems.proxyDenied(address, p))
        .orElse(NetProblems.unexpectedStatus(address, status));
  }

  private AttemptFailure connectionFailure(WebAddress address, ExecutionException failure) {
    List<Throwable> causes = new ArrayList<>();
    for (Throwable e = failure.getCause(); e != null && causes.size() < 10; e = e.getCause()) {
      if (!(e instanceof CompletionException)) {
        causes.add(e);
      }
    }
    Optional<ProxyConfig> proxy = proxy(address);
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
        NetProblems.cutShort(
            address,
            ended(causes).orElse("the connection broke before an answer came" + text(causes)));
    return AttemptFailure.passing(broken, failure);
  }

  /**
   * What is said of a body that ended early. The JDK's client tells of it in the body, or in place
   * of the answer where the server closes the connection at once: which of them is a matter of
   * threads, and no reason to say it in two ways.
   */
  private static Optional<String> ended(List<Throwable> causes) {
    return causes.stream()
        .map(Throwable::getMessage)
        .filter(Objects::nonNull)
        .map(ENDED::matcher)
        .filter(Matcher::matches)
        .map(m -> "the transfer ended after " + m.group(2) + " of " + m.group(1) + " bytes")
        .findFirst();
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

  /** Closes an answer: keeps the connection for reuse where little is left to read, and gives it up otherwise. */
  public static void finish(HttpResponse<InputStream> response) {
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
      SSLContext tls = tuning.tls();
      builder.sslContext(tls == null ? LazyTls.context() : tls);
      builder.sslParameters(LazyTls.parameters());
      result = builder.build();
      client = result;
    }
    return result;
  }

  /** The value of an Authorization header: Basic, or Bearer where there is no user. */
  public static String authorization(Credential credential) {
    return credential.user().isEmpty() ? "Bearer " + credential.secret() : basic(credential);
  }

  static String basic(Credential credential) {
    byte[] text =
        (credential.user() + ":" + credential.secret()).getBytes(StandardCharsets.UTF_8);
    return "Basic " + Base64.getEncoder().encodeToString(text);
  }
}
