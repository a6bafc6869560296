package dev.hermetic.testkit;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.ToIntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP server on the loopback address that serves a folder, with ETag, Last-Modified and ranges,
 * and misbehaves when told to. It keeps every request that it was sent.
 */
public final class ChannelServer implements AutoCloseable {
  /**
   * A request as it came.
   *
   * @param path with a leading slash, without a token
   * @param status the answer's
   * @param headers first value of each, names as HTTP server spells them ({@code If-none-match})
   */
  public record Request(String method, String path, int status, Map<String, String> headers) {
    public Request {
      headers = Map.copyOf(headers);
    }
  }

  private static final DateTimeFormatter HTTP_DATE =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);

  private static final Pattern RANGE = Pattern.compile("bytes=(\\d{0,9})-(\\d{0,9})");

  private final Path folder;
  private final HttpServer server;
  private final String scheme;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final CountDownLatch closing = new CountDownLatch(1);
  private final List<Request> requests = new CopyOnWriteArrayList<>();
  private final Map<String, Fault> faults = new ConcurrentHashMap<>();
  private final Map<String, String> redirects = new ConcurrentHashMap<>();
  private final AtomicReference<Access> access = new AtomicReference<>(new Access.Open());

  private volatile boolean ranges = true;
  private volatile boolean etags = true;
  private volatile ToIntFunction<String> latency = path -> 0;

  private ChannelServer(Path folder, HttpServer server, String scheme) {
    this.folder = folder;
    this.server = server;
    this.scheme = scheme;
    server.createContext("/", this::handle);
    server.setExecutor(threads);
    server.start();
  }

  /** Serves a folder over plain HTTP, on a free port. */
  public static ChannelServer serving(Path folder) {
    try {
      return new ChannelServer(folder, HttpServer.create(loopback(), 0), "http");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Serves a folder over HTTPS with a certificate that nobody trusts. */
  public static ChannelServer servingUntrusted(Path folder) {
    try {
      HttpsServer server = HttpsServer.create(loopback(), 0);
      server.setHttpsConfigurator(new HttpsConfigurator(SelfSigned.context()));
      return new ChannelServer(folder, server, "https");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static InetSocketAddress loopback() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
  }

  /** {@code http://127.0.0.1:PORT}, without a slash at the end. */
  public String url() {
    return scheme + "://127.0.0.1:" + port();
  }

  public URI uri(String path) {
    return URI.create(url() + path);
  }

  public int port() {
    return server.getAddress().getPort();
  }

  /** Lets requests for a path fail. */
  public ChannelServer fail(String path, Fault fault) {
    faults.put(path, fault);
    return this;
  }

  /** Answers with the whole file, whatever part of it is asked for. */
  public ChannelServer refuseRanges() {
    ranges = false;
    return this;
  }

  /** Tells files by Last-Modified alone, as simple servers do. */
  public ChannelServer withoutEtags() {
    etags = false;
    return this;
  }

  /**
   * Waits before each answer.
   *
   * @param milliseconds for a path; asked by several threads at once
   */
  public ChannelServer delay(ToIntFunction<String> milliseconds) {
    latency = milliseconds;
    return this;
  }

  /** Answers a path with 302 and this location. */
  public ChannelServer redirect(String path, String location) {
    redirects.put(path, location);
    return this;
  }

  /** Asks for basic authentication (RFC 7617); 401 otherwise. */
  public ChannelServer requireBasic(String user, String password) {
    access.set(Access.Authorization.basic(user, password));
    return this;
  }

  /** Asks for a bearer token (RFC 6750); 401 otherwise. */
  public ChannelServer requireBearer(String token) {
    access.set(new Access.Authorization("Bearer " + token));
    return this;
  }

  /** Asks for {@code /t/TOKEN/} at the head of the path; 403 otherwise. */
  public ChannelServer requireToken(String token) {
    access.set(new Access.Token(token));
    return this;
  }

  /** What came so far, in the order of the answers. */
  public List<Request> requests() {
    return List.copyOf(requests);
  }

  /** How often a path was asked for. */
  public long count(String path) {
    return requests.stream().filter(request -> request.path().equals(path)).count();
  }

  /** Forgets the requests so far. */
  public void forgetRequests() {
    requests.clear();
  }

  @Override
  public void close() {
    closing.countDown();
    server.stop(0);
    threads.shutdownNow();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      String asked = exchange.getRequestURI().getPath();
      pause(latency.applyAsInt(asked));
      Optional<String> allowed = access.get().allow(asked, exchange.getRequestHeaders());
      if (allowed.isEmpty()) {
        if (access.get().refusal() == 401) {
          exchange.getResponseHeaders().set("WWW-Authenticate", "Basic realm=\"test\"");
        }
        status(exchange, asked, access.get().refusal());
        return;
      }
      String path = allowed.get();
      String location = redirects.get(path);
      if (location != null) {
        exchange.getResponseHeaders().set("Location", location);
        status(exchange, path, 302);
        return;
      }
      serve(exchange, path, nextFault(path));
    }
  }

  private @Nullable Fault nextFault(String path) {
    Fault[] hit = new Fault[1];
    faults.computeIfPresent(
        path,
        (key, fault) -> {
          hit[0] = fault;
          return fault.times() <= 1 ? null : fault.times(fault.times() - 1);
        });
    return hit[0];
  }

  private void serve(HttpExchange exchange, String path, @Nullable Fault fault)
      throws IOException {
    if (fault != null && fault.kind() == Fault.Kind.WEB_PAGE) {
      exchange.getResponseHeaders().set("Content-Type", "text/html; charset=utf-8");
      answer(exchange, path, fault.value(), "\n<!DOCTYPE html>\n<html><title>Sign in</title></html>\n");
      return;
    }
    if (fault != null && fault.kind() == Fault.Kind.STATUS) {
      status(exchange, path, fault.value());
      return;
    }
    Path file = file(exchange, path);
    if (!file.startsWith(folder.normalize()) || !Files.isRegularFile(file)) {
      status(exchange, path, 404);
      return;
    }
    byte[] body = Files.readAllBytes(file);
    Instant modified =
        Files.getLastModifiedTime(file).toInstant().truncatedTo(ChronoUnit.SECONDS);
    String etag = "\"" + Digests.sha256(body).substring(0, 16) + "\"";
    String changed = HTTP_DATE.format(modified);
    if (etags) {
      exchange.getResponseHeaders().set("ETag", etag);
    }
    exchange.getResponseHeaders().set("Last-Modified", changed);
    if (isCurrent(exchange, etag, changed)) {
      remember(exchange, path, 304);
      exchange.sendResponseHeaders(304, -1);
      return;
    }
    int[] range = ranges ? range(exchange, etags ? etag : changed, body.length) : null;
    if (range != null) {
      exchange
          .getResponseHeaders()
          .set(
              "Content-Range", "bytes " + range[0] + "-" + (range[1] - 1) + "/" + body.length);
      remember(exchange, path, 206);
      send(exchange, 206, Arrays.copyOfRange(body, range[0], range[1]), fault);
      return;
    }
    remember(exchange, path, 200);
    if (exchange.getRequestMethod().equals("HEAD")) {
      exchange.getResponseHeaders().set("Content-Length", Integer.toString(body.length));
      exchange.sendResponseHeaders(200, -1);
      return;
    }
    send(exchange, 200, body, fault);
  }

  /** RFC 9110, 13.2.2: If-Modified-Since counts only where there is no If-None-Match. */
  private static boolean isCurrent(HttpExchange exchange, String etag, String modified) {
    String match = exchange.getRequestHeaders().getFirst("If-None-Match");
    if (match != null) {
      return match.equals(etag);
    }
    return modified.equals(exchange.getRequestHeaders().getFirst("If-Modified-Since"));
  }

  /** A folder is its page, in the form that is asked for where there are two. */
  private Path file(HttpExchange exchange, String path) {
    Path file = folder.resolve(path.substring(1)).normalize();
    if (!path.endsWith("/")) {
      return file;
    }
    String accepted = exchange.getRequestHeaders().getFirst("Accept");
    Path json = file.resolve("index.json");
    return accepted != null && accepted.contains("json") && Files.isRegularFile(json)
        ? json
        : file.resolve("index.html");
  }

  /** First byte and the one after the last that are asked for (RFC 9110, 14.2); null for all. */
  private static int @Nullable [] range(HttpExchange exchange, String validator, int length) {
    String text = exchange.getRequestHeaders().getFirst("Range");
    String condition = exchange.getRequestHeaders().getFirst("If-Range");
    Matcher range = RANGE.matcher(text == null ? "" : text);
    if (!range.matches() || condition != null && !condition.equals(validator)) {
      return null;
    }
    if (range.group(1).isEmpty()) {
      return new int[] {Math.max(0, length - Integer.parseInt("0" + range.group(2))), length};
    }
    int from = Integer.parseInt(range.group(1));
    int to = range.group(2).isEmpty() ? length : Integer.parseInt(range.group(2)) + 1;
    // All of it from the first byte on is the whole: resuming never asks for that.
    return from >= length || from == 0 && to >= length
        ? null
        : new int[] {from, Math.min(to, length)};
  }

  private void send(HttpExchange exchange, int status, byte[] body, @Nullable Fault fault)
      throws IOException {
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    OutputStream out = exchange.getResponseBody();
    if (fault == null) {
      out.write(body);
      out.close();
      return;
    }
    switch (fault.kind()) {
      case CORRUPT -> {
        for (int i = 0; i < body.length; i++) {
          body[i] = (byte) ~body[i];
        }
        out.write(body);
        out.close();
      }
      case TRUNCATE -> out.write(body, 0, Math.min(fault.value(), body.length - 1));
      case STALL -> {
        out.write(body, 0, Math.min(fault.value(), body.length - 1));
        out.flush();
        awaitClose();
      }
      case STATUS, WEB_PAGE -> throw new IllegalStateException("answered before");
    }
  }

  private void pause(int milliseconds) {
    try {
      Thread.sleep(milliseconds);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void awaitClose() {
    try {
      closing.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void status(HttpExchange exchange, String path, int code) throws IOException {
    answer(exchange, path, code, "status " + code + "\n");
  }

  private void answer(HttpExchange exchange, String path, int code, String body) throws IOException {
    remember(exchange, path, code);
    byte[] text = body.getBytes(StandardCharsets.UTF_8);
    boolean head = exchange.getRequestMethod().equals("HEAD");
    exchange.sendResponseHeaders(code, head ? -1 : text.length);
    if (!head) {
      exchange.getResponseBody().write(text);
      exchange.getResponseBody().close();
    }
  }

  private void remember(HttpExchange exchange, String path, int status) {
    Map<String, String> headers = new ConcurrentHashMap<>();
    exchange.getRequestHeaders().forEach((name, values) -> headers.put(name, values.get(0)));
    requests.add(new Request(exchange.getRequestMethod(), path, status, headers));
  }
}
