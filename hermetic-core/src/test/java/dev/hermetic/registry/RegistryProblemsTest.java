package dev.hermetic.registry;

import static dev.hermetic.registry.RegistryKit.AMD64;
import static dev.hermetic.registry.RegistryKit.ARM64;
import static dev.hermetic.registry.RegistryKit.image;
import static dev.hermetic.registry.RegistryKit.problem;
import static dev.hermetic.registry.RegistryKit.pull;
import static dev.hermetic.registry.RegistryKit.push;
import static dev.hermetic.registry.RegistryKit.reference;
import static dev.hermetic.registry.RegistryKit.registry;
import static dev.hermetic.registry.RegistryKit.serve;
import static dev.hermetic.registry.RegistryKit.serveIndex;
import static dev.hermetic.registry.RegistryKit.user;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.hermetic.event.Listener;
import dev.hermetic.fetch.WebClient;
import dev.hermetic.oci.Image;
import dev.hermetic.oci.ImageReference;
import dev.hermetic.problem.Problem;
import dev.hermetic.testkit.ClosedPort;
import dev.hermetic.testkit.Fault;
import dev.hermetic.testkit.LoopbackRegistry;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The words of problems with registries. */
@Timeout(120)
class RegistryProblemsTest {
  @TempDir Path cache;
  private final LoopbackRegistry server = LoopbackRegistry.start();
  private final Image image = image(AMD64, "one", "two");
  private final String host = server.host();

  @AfterEach
  void close() {
    server.close();
  }

  private String layer() {
    return image.layers().get(0).blob().digest().toString();
  }

  @Test
  void pull_noSuchTag_isTold() {
    assertThat(problem(() -> pull(registry(cache), reference(server, "base:9"))).render())
        .isEqualTo(
            "HERM-REGISTRY-001 "
                + host
                + "/base:9: the registry has no such image\n"
                + "  Fix: check registry, repository and tag; where the image was deleted, name"
                + " another");
  }

  @Test
  void pull_unauthorised_namesWhereCredentialsWereLookedFor() {
    server.requireBasic("user", "s3cret");

    assertThat(problem(() -> pull(registry(cache), reference(server, "base:1"))).render())
        .isEqualTo(
            "HERM-REGISTRY-002 "
                + host
                + "/base:1: the registry denies access (HTTP 401) without credentials: no source of"
                + " credentials is configured\n  Fix: log in with `docker login "
                + host
                + "`, or add a server with id "
                + host
                + " in settings.xml; a repository that does not exist is refused in the same words");
  }

  @Test
  void pull_wrongPassword_namesItsSourceAndNotTheSecret() {
    server.requireBasic("user", "s3cret");

    assertThat(
            problem(() -> pull(registry(cache, user("user", "wr0ng")), reference(server, "base:1")))
                .fact())
        .isEqualTo(
            "the registry denies access (HTTP 401) with the credentials of settings.xml");
  }

  @Test
  void push_wrongPasswordForToken_isToldOfTheTokenServer() {
    server.requireToken("user", "s3cret", true);

    assertThat(
            problem(
                    () ->
                        push(
                            registry(cache, user("user", "wr0ng")),
                            reference(server, "app:1"),
                            image(AMD64, "one")))
                .fact())
        .isEqualTo(
            "the token server 127.0.0.1 denies access (HTTP 401) with the credentials of"
                + " settings.xml");
  }

  @Test
  void push_anonymousTokenIsForPullAlone_isDenied() {
    server.requireToken("user", "s3cret", true);

    assertThat(
            problem(() -> push(registry(cache), reference(server, "app:1"), image(AMD64)))
                .fact())
        .startsWith("the registry denies access (HTTP 401) without credentials");
  }

  @Test
  void pull_notARegistry_isTold() {
    server.fail("GET", ".*/manifests/.*", Fault.status(418));

    assertThat(problem(() -> pull(registry(cache), reference(server, "base:1"))).render())
        .isEqualTo(
            "HERM-REGISTRY-003 "
                + host
                + "/base:1: the registry answered GET with HTTP 418: UNAVAILABLE told to fail\n"
                + "  Fix: check that there is a registry at this address that speaks the OCI"
                + " distribution API");
  }

  @Test
  void pull_tooManyRequests_isToldAfterTheAttempts() {
    server.retryAfter("0").fail("GET", ".*/manifests/.*", Fault.status(429));

    assertThat(problem(() -> pull(registry(cache), reference(server, "base:1"))).render())
        .isEqualTo(
            "HERM-REGISTRY-004 "
                + host
                + "/base:1: the registry is asked too often (HTTP 429), in 2 attempts\n"
                + "  Fix: try again later");
    assertThat(server.requests("GET", ".*/manifests/.*")).hasSize(2);
  }

  @Test
  void pull_blobWithServerError_isToldInTheSameWords() {
    serve(server, "base", "1", image);
    server.retryAfter("0").fail("GET", ".*/blobs/" + layer(), Fault.status(500));

    assertThat(problem(() -> pull(registry(cache), reference(server, "base:1"))).render())
        .isEqualTo(
            "HERM-REGISTRY-004 "
                + host
                + "/base:1@"
                + image.digest()
                + ": the server has a failure of its own (HTTP 500), in 2 attempts\n"
                + "  Fix: try again later");
  }

  @Test
  void push_serverErrors_areTold() {
    server.retryAfter("0").fail("POST", ".*", Fault.status(503));

    assertThat(
            problem(() -> push(registry(cache), reference(server, "app:1"), image(AMD64)))
                .render())
        .isEqualTo(
            "HERM-REGISTRY-004 "
                + host
                + "/app: the registry has a failure of its own (HTTP 503), in 2 attempts\n"
                + "  Fix: try again later");
    assertThat(server.tags("app")).isEmpty();
  }

  @Test
  void pull_nothingListens_isTold() {
    try (ClosedPort port = ClosedPort.take()) {
      ImageReference reference = ImageReference.parse(port.host() + "/base:1");
      assertThat(problem(() -> pull(registry(cache), reference)).render())
          .isEqualTo(
              "HERM-REGISTRY-005 "
                  + port.host()
                  + "/base:1: no connection to "
                  + port.host()
                  + ": refused, in 2 attempts\n"
                  + "  Fix: check the name of the registry, the network and the proxy in"
                  + " settings.xml, or work offline (-o) with an image that is in the cache");
    }
  }

  @Test
  void problem_noTls_namesAllowInsecure() {
    Problem net =
        new Problem(
            "HERM-NET-007",
            Problem.Kind.ENVIRONMENT,
            "https://registry.example.org/v2/",
            "no secure connection (TLS): Unsupported or unrecognized SSL message",
            "…");

    assertThat(
            RegistryProblems.of(ImageReference.parse("registry.example.org/base:1"), net).render())
        .isEqualTo(
            "HERM-REGISTRY-006 registry.example.org/base:1: no secure connection (TLS): Unsupported"
                + " or unrecognized SSL message\n"
                + "  Fix: check the certificate of the registry; one of your own authority goes into"
                + " a trust store named by -Djavax.net.ssl.trustStore=… in MAVEN_OPTS, and a registry"
                + " without TLS needs hermetic.image.allowInsecure");
  }

  @Test
  void push_breaksOffEachTime_isTold() {
    server.fail("PATCH", ".*", Fault.truncate(5));

    Problem problem =
        problem(
            () -> push(registry(cache), reference(server, "app:1"), image(AMD64, "x".repeat(999))));

    assertThat(problem.code()).isEqualTo("HERM-REGISTRY-007");
    assertThat(problem.subject()).isEqualTo(host + "/app");
    assertThat(problem.fact())
        .startsWith("the connection broke before an answer came")
        .endsWith(", in 2 attempts");
    assertThat(problem.fix())
        .isEqualTo(
            "try again; where it stays so, the registry or a proxy on the way cuts transfers short");
    assertThat(server.tags("app")).isEmpty();
  }

  @Test
  void pull_layerBreaksOffEachTime_isTold() {
    serve(server, "base", "1", image);
    server.fail("GET", ".*/blobs/" + layer(), Fault.truncate(0));

    assertThat(problem(() -> pull(registry(cache), reference(server, "base:1"))).render())
        .isEqualTo(
            "HERM-REGISTRY-007 "
                + host
                + "/base:1@"
                + image.digest()
                + ": the transfer ended after 0 of "
                + image.layers().get(0).blob().size()
                + " bytes, in 2 attempts\n"
                + "  Fix: try again; where it stays so, the registry or a proxy on the way cuts"
                + " transfers short");
  }

  @Test
  void problem_redirectInCircle_isTold() {
    Problem net =
        new Problem(
            "HERM-NET-009",
            Problem.Kind.ENVIRONMENT,
            "https://registry.example.org/v2/",
            "the server redirects in a circle, back to https://registry.example.org/v2/",
            "…");

    assertThat(
            RegistryProblems.of(ImageReference.parse("registry.example.org/base:1"), net).render())
        .isEqualTo(
            "HERM-REGISTRY-008 registry.example.org/base:1: the server redirects in a circle, back to"
                + " https://registry.example.org/v2/\n"
                + "  Fix: use the address of the registry that has the image");
  }

  @Test
  void pull_manifestOfOtherDigest_isTold() {
    serve(server, "base", "1", image);
    server.fail("GET", ".*/manifests/.*", Fault.corrupt());

    Problem problem =
        problem(() -> pull(registry(cache), reference(server, "base@" + image.digest())));

    assertThat(problem.render())
        .matches(
            "HERM-REGISTRY-009 "
                + host
                + "/base@"
                + image.digest()
                + ": what is called "
                + image.digest()
                + " has the digest sha256:[0-9a-f]{64}, in 2 attempts\n"
                + "  Fix: try again; where it stays so, tell the owner of the registry: nothing of it"
                + " was used");
  }

  @Test
  void pull_layerOfOtherDigest_isToldAndNotKept() throws IOException {
    serve(server, "base", "1", image);
    server.fail("GET", ".*/blobs/" + layer(), Fault.corrupt());

    Problem problem = problem(() -> pull(registry(cache), reference(server, "base:1")));

    assertThat(problem.code()).isEqualTo("HERM-REGISTRY-009");
    assertThat(problem.fact()).contains("but " + layer().substring(7) + " was promised");
    assertThat(files()).noneMatch(file -> file.getFileName().toString().equals(layer().substring(7)));
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.walk(cache)) {
      return files.filter(Files::isRegularFile).toList();
    }
  }

  @Test
  void pull_offlineByTag_isTold() {
    Registry offline =
        Registry.over(
            new RegistrySettings(RegistryKit.web(cache).offlineOnly(), false, 2), Listener.SILENT);

    assertThat(problem(() -> pull(offline, reference(server, "base:1"))).render())
        .isEqualTo(
            "HERM-REGISTRY-010 "
                + host
                + "/base:1: not in the cache, and Maven works offline\n"
                + "  Fix: run once without -o (--offline), and name the image with its digest: what a"
                + " tag names is asked of the registry each time");
  }

  @Test
  void push_manifestRefused_isTold() {
    server.fail("PUT", ".*/manifests/.*", Fault.status(400));

    assertThat(
            problem(() -> push(registry(cache), reference(server, "app:1"), image(AMD64)))
                .render())
        .isEqualTo(
            "HERM-REGISTRY-011 "
                + host
                + "/app:1: the registry refuses it (HTTP 400: UNAVAILABLE told to fail)\n"
                + "  Fix: check that the registry takes images in this format"
                + " (hermetic.image.format, hermetic.image.compression) and of this size");
  }

  @Test
  void push_layerIsGone_isToldOfTheFile() {
    Path file = cache.resolve("gone");
    Image broken = RegistryKit.withLayerFile(image, file);

    assertThat(
            problem(() -> push(registry(cache), reference(server, "app:1"), broken)).render())
        .isEqualTo(
            "HERM-REGISTRY-013 "
                + file
                + ": what is to be pushed cannot be read: "
                + file
                + "\n  Fix: make the image again, and see that this user may read it");
  }

  @Test
  void pull_wrongArchitectureInIndex_isTold() {
    Image arm = image(ARM64, "arm");
    serve(server, "base", "arm", arm);
    String index = serveIndex(server, "base", "1", arm).toString();

    assertThat(problem(() -> pull(registry(cache), reference(server, "base:1"))).render())
        .isEqualTo(
            "HERM-REGISTRY-014 "
                + host
                + "/base:1@"
                + index
                + ": it has no image for linux/amd64, but for linux/arm64\n"
                + "  Fix: name an image that is made for linux/amd64, or lock for another platform");
  }

  @Test
  void pull_wrongArchitecture_isTold() {
    serve(server, "base", "1", image(ARM64, "arm"));

    assertThat(problem(() -> pull(registry(cache), reference(server, "base:1"))).fact())
        .isEqualTo("it has no image for linux/amd64, but for linux/arm64");
    assertThat(server.requests("GET", ".*/blobs/.*")).as("no layer is fetched").hasSize(1);
  }

  @Test
  void failures_neverShowSecrets() {
    server.requireToken("user", "s3cret-password", false);
    server.retryAfter("0").fail("POST", ".*/uploads/", Fault.status(500));
    Registry client = registry(cache, user("user", "s3cret-password"));

    Throwable failure =
        catchThrowable(() -> push(client, reference(server, "app:1"), image(AMD64, "one")));

    StringWriter trace = new StringWriter();
    failure.printStackTrace(new PrintWriter(trace));
    assertThat(server.requests("POST", ".*/uploads/").get(0).authorization().orElseThrow())
        .startsWith("Bearer token-");
    assertThat(trace.toString())
        .contains("HERM-REGISTRY-004")
        .doesNotContain("s3cret-password", "token-1", "token-2");
  }

  @Test
  void refusal_thatRepeatsThePassword_isShownWithoutIt() {
    server.requireBasic("user", "told");
    server.fail("PUT", ".*/manifests/.*", Fault.status(400));

    // The fault's own words are `told to fail`.
    assertThat(
            problem(
                    () ->
                        push(
                            registry(cache, user("user", "told")),
                            reference(server, "app:1"),
                            image(AMD64)))
                .fact())
        .isEqualTo("the registry refuses it (HTTP 400: UNAVAILABLE *** to fail)");
  }

  @Test
  void registry_elsewhere_isAskedWithTlsAlone() throws Exception {
    Endpoints strict = endpoints(false);
    Endpoints loose = endpoints(true);

    assertThat(strict.of(ImageReference.parse("registry.invalid/base")))
        .hasToString("https://registry.invalid/v2/");
    assertThat(strict.of(reference(server, "base"))).hasToString("http://" + host + "/v2/");
    assertThat(loose.of(ImageReference.parse("registry.invalid/base")))
        .as("where nothing answers")
        .hasToString("https://registry.invalid/v2/");
  }

  private Endpoints endpoints(boolean allowInsecure) {
    return new Endpoints(
        new WebClient(RegistryKit.web(cache)), allowInsecure);
  }

  @Test
  void loopback_isToldByNameAlone() {
    assertThat(List.of("localhost", "127.0.0.1", "127.9.9.9", "[::1]", "a.localhost"))
        .allMatch(Endpoints::isLoopback);
    assertThat(List.of("localhost.example.org", "128.0.0.1", "127.0.0.1.example.org", "10.0.0.1"))
        .noneMatch(Endpoints::isLoopback);
  }

  @Test
  void pushRequest_tagsOfTargetAndOthers_areJoined() {
    PushRequest request =
        new PushRequest(reference(server, "app:b"), List.of("c", "a", "b"), image, Map.of());

    assertThat(request.tags()).containsExactly("a", "b", "c");
  }
}
