package dev.hermetic.testkit;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A registry on the loopback address after the OCI distribution specification 1.1: blobs and
 * manifests are kept in memory, digests are checked, and it misbehaves when told to. It keeps a log
 * of every request that it was sent.
 */
public final class LoopbackRegistry implements AutoCloseable {
  /**
   * A request as it came.
   *
   * @param path without the query
   * @param query as it was sent, empty when there is none
   * @param status the answer's, 0 when the connection was broken instead
   * @param headers first value of each, names as HTTP server spells them ({@code Content-type})
   * @param received bytes of the request's body that were read
   */
  public record Request(
      String method,
      String path,
      String query,
      int status,
      Map<String, String> headers,
      long received) {
    public Request {
      headers = Map.copyOf(headers);
    }

    /** The Authorization header, if it was sent. */
    public Optional<String> authorization() {
      return Optional.ofNullable(headers.get("Authorization"));
    }
  }

  /** A fault for requests of a method to paths that fit. */
  private record Planned(String method, Pattern path, Fault fault) {}

  private final HttpServer server;
  private final HttpServer blobHost;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final RegistryStore store = new RegistryStore();
  private final List<Request> requests = new CopyOnWriteArrayList<>();
  private final List<Request> blobHostRequests = new CopyOnWriteArrayList<>();
  private final List<Planned> faults = new CopyOnWriteArrayList<>();
  private final RegistryUploads uploads = new RegistryUploads(store);

  private volatile RegistryAccess access = new RegistryAccess.Open();
  private volatile boolean mounts = true;
  private volatile boolean referrers = true;
  private volatile boolean redirectBlobs;
  private volatile boolean uploadsElsewhere;
  private volatile @Nullable String retryAfter;

  private LoopbackRegistry() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    blobHost = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", exchange -> handle(exchange, requests));
    blobHost.createContext("/", exchange -> handle(exchange, blobHostRequests));
    server.setExecutor(threads);
    blobHost.setExecutor(threads);
    server.start();
    blobHost.start();
  }

  /** An empty registry that anyone may use, on a free port, without TLS. */
  public static LoopbackRegistry start() {
    try {
      return new LoopbackRegistry();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** {@code 127.0.0.1:PORT}, what an image name begins with. */
  public String host() {
    return "127.0.0.1:" + server.getAddress().getPort();
  }

  /** {@code 127.0.0.1:PORT} of the other host that {@link #redirectBlobs} sends clients to. */
  public String otherHost() {
    return "127.0.0.1:" + blobHost.getAddress().getPort();
  }

  /** Asks for basic authentication (RFC 7617); 401 otherwise. */
  public LoopbackRegistry requireBasic(String user, String password) {
    access = new RegistryAccess.Basic(user, password);
    return this;
  }

  /**
   * Asks for a token of its token endpoint, which gives it for user and password, or for the
   * password alone as an OAuth2 refresh token.
   *
   * @param anonymousPull whether anyone may have one to pull
   */
  public LoopbackRegistry requireToken(String user, String password, boolean anonymousPull) {
    access = new RegistryAccess.Token(user, password, anonymousPull);
    return this;
  }

  /** Lets no token count that was given so far. */
  public LoopbackRegistry expireTokens() {
    if (access instanceof RegistryAccess.Token token) {
      token.expire();
    }
    return this;
  }

  /** Takes no blob from another repository: a request to mount begins an upload. */
  public LoopbackRegistry refuseMounts() {
    mounts = false;
    return this;
  }

  /** Has no referrers API, as registries before version 1.1 of the specification. */
  public LoopbackRegistry refuseReferrers() {
    referrers = false;
    return this;
  }

  /** Answers for a blob with the address of another host (307). */
  public LoopbackRegistry redirectBlobs() {
    redirectBlobs = true;
    return this;
  }

  /** Gives addresses at another host for uploads. */
  public LoopbackRegistry uploadElsewhere() {
    uploadsElsewhere = true;
    return this;
  }

  /** Lets requests whose method and path fit fail. */
  public LoopbackRegistry fail(String method, String pathPattern, Fault fault) {
    faults.add(new Planned(method, Pattern.compile(pathPattern), fault));
    return this;
  }

  /** What faults with a status send as Retry-After. */
  public LoopbackRegistry retryAfter(String value) {
    retryAfter = value;
    return this;
  }

  /** Puts a blob into a repository; returns its digest. */
  public String addBlob(String repository, byte[] bytes) {
    return store.addBlob(repository, bytes);
  }

  /** Puts a manifest into a repository under a tag or its digest; returns the digest. */
  public String addManifest(String repository, String reference, String mediaType, byte[] bytes) {
    return store.addManifest(
        repository, reference, new RegistryStore.Manifest(mediaType, bytes.clone()));
  }

  /** The bytes of a blob. */
  public Optional<byte[]> blob(String repository, String digest) {
    return store.blob(repository, digest).map(byte[]::clone);
  }

  /** The bytes of a manifest by tag or digest. */
  public Optional<byte[]> manifest(String repository, String reference) {
    return store.manifest(repository, reference).map(manifest -> manifest.bytes().clone());
  }

  /** Tag to digest, sorted. */
  public Map<String, String> tags(String repository) {
    return store.tags(repository);
  }

  /** What came so far, in the order of the answers. */
  public List<Request> requests() {
    return List.copyOf(requests);
  }

  /** The requests of a method whose paths fit. */
  public List<Request> requests(String method, String pathPattern) {
    return requests.stream()
        .filter(request -> request.method().equals(method) && request.path().matches(pathPattern))
        .toList();
  }

  /** What the other host was sent. */
  public List<Request> otherHostRequests() {
    return List.copyOf(blobHostRequests);
  }

  /** The digests of blobs that were taken from clients, in the order in which they were whole. */
  public List<String> uploadedBlobs() {
    return uploads.finished();
  }

  /** Forgets requests and uploaded blobs so far. */
  public void forgetRequests() {
    requests.clear();
    blobHostRequests.clear();
    uploads.forget();
  }

  @Override
  public void close() {
    server.stop(0);
    blobHost.stop(0);
    threads.shutdownNow();
  }

  private void handle(HttpExchange exchange, List<Request> log) throws IOException {
    RegistryExchange call = new RegistryExchange(exchange, log::add);
    try (exchange) {
      Fault fault = nextFault(call);
      if (fault != null && fault.kind() == Fault.Kind.STATUS) {
        String wait = retryAfter;
        if (wait != null) {
          call.header("Retry-After", wait);
        }
        call.error(fault.value(), "UNAVAILABLE", "told to fail");
        return;
      }
      if (fault != null && call.hasBody()) {
        // Broken off while the client still sends.
        call.readSome(fault.value());
        return;
      }
      call.fault(fault);
      answer(call, log == blobHostRequests);
    } finally {
      call.log();
    }
  }

  private void answer(RegistryExchange call, boolean otherHost) throws IOException {
    if (call.path().equals("/token")) {
      token(call);
      return;
    }
    RegistryRoute route = RegistryRoute.of(call.path());
    if (route == null) {
      call.error(404, "NAME_UNKNOWN", "no such address");
      return;
    }
    if (!otherHost) {
      String action =
          route.kind() == RegistryRoute.Kind.PING
              ? ""
              : call.method().equals("GET") || call.method().equals("HEAD") ? "pull" : "push";
      if (!access.allows(route.repository(), action, call.requestHeaders())) {
        call.header(
            "WWW-Authenticate",
            access.challenge("http://" + host(), route.repository(), action));
        call.error(401, "UNAUTHORIZED", "authentication required");
        return;
      }
    }
    switch (route.kind()) {
      case PING -> call.json(200, Map.of());
      case TAGS ->
          call.json(
              200,
              Map.of(
                  "name", route.repository(),
                  "tags", List.copyOf(store.tags(route.repository()).keySet())));
      case BLOB -> blob(call, route, otherHost);
      case UPLOAD -> uploads.handle(call, route, mounts, uploadBase());
      case MANIFEST -> RegistryManifests.handle(call, route, store, referrers);
      case REFERRERS -> {
        if (referrers) {
          RegistryManifests.referrers(call, route, store);
        } else {
          call.error(404, "UNSUPPORTED", "no referrers here");
        }
      }
    }
  }

  private String uploadBase() {
    return uploadsElsewhere ? "http://" + otherHost() : "";
  }

  private void blob(RegistryExchange call, RegistryRoute route, boolean otherHost)
      throws IOException {
    Optional<byte[]> blob =
        otherHost
            ? store.anyBlob(route.reference())
            : store.blob(route.repository(), route.reference());
    if (blob.isEmpty()) {
      call.error(404, "BLOB_UNKNOWN", "no such blob");
      return;
    }
    if (redirectBlobs && !otherHost && call.method().equals("GET")) {
      call.header("Location", "http://" + otherHost() + call.path() + "?signature=secret");
      call.send(307, "text/plain", new byte[0]);
      return;
    }
    call.header("Docker-Content-Digest", route.reference());
    call.header("ETag", "\"" + route.reference() + "\"");
    call.sendRange("application/octet-stream", blob.get());
  }

  private void token(RegistryExchange call) throws IOException {
    if (!(access instanceof RegistryAccess.Token token)) {
      call.error(404, "UNSUPPORTED", "no tokens here");
      return;
    }
    Map<String, List<String>> asked =
        call.method().equals("POST") ? call.form() : call.queryValues();
    String authorization = call.requestHeaders().getFirst("Authorization");
    String refresh = String.join("", asked.getOrDefault("refresh_token", List.of()));
    boolean known =
        authorization != null ? token.knows(authorization) : token.knowsRefreshToken(refresh);
    if (!known && (authorization != null || !refresh.isEmpty())) {
      call.error(401, "UNAUTHORIZED", "wrong user or password");
      return;
    }
    List<String> scopes =
        asked.getOrDefault("scope", List.of()).stream()
            .flatMap(scope -> List.of(scope.split(" ")).stream())
            .toList();
    Map<String, Object> answer = new TreeMap<>();
    answer.put(call.method().equals("POST") ? "access_token" : "token", token.issue(known, scopes));
    answer.put("expires_in", 300);
    call.json(200, answer);
  }

  private @Nullable Fault nextFault(RegistryExchange call) {
    for (int i = 0; i < faults.size(); i++) {
      Planned planned = faults.get(i);
      if (planned.method().equals(call.method())
          && planned.path().matcher(call.path()).matches()) {
        Fault fault = planned.fault();
        if (fault.times() <= 1) {
          faults.remove(i);
        } else if (fault.times() != Integer.MAX_VALUE) {
          faults.set(
              i, new Planned(planned.method(), planned.path(), fault.times(fault.times() - 1)));
        }
        return fault;
      }
    }
    return null;
  }
}
