package dev.hermetic.registry;

import static dev.hermetic.registry.RegistryKit.AMD64;
import static dev.hermetic.registry.RegistryKit.image;
import static dev.hermetic.registry.RegistryKit.pull;
import static dev.hermetic.registry.RegistryKit.push;
import static dev.hermetic.registry.RegistryKit.reference;
import static dev.hermetic.registry.RegistryKit.registry;
import static dev.hermetic.registry.RegistryKit.serve;
import static dev.hermetic.registry.RegistryKit.user;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hermetic.fetch.AttemptFailure;
import dev.hermetic.fetch.Credential;
import dev.hermetic.fetch.WebAddress;
import dev.hermetic.fetch.WebClient;
import dev.hermetic.oci.Digest;
import dev.hermetic.oci.Image;
import dev.hermetic.oci.ImageReference;
import dev.hermetic.testkit.LoopbackRegistry;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class RegistryAuthTest {
  @TempDir Path cache;
  private final LoopbackRegistry server = LoopbackRegistry.start();
  private final Image image = image(AMD64, "one", "two");

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void pull_anonymousToken_needsNoCredentials() {
    serve(server, "base", "1", image);
    server.requireToken("user", "s3cret", true);

    assertThat(pull(registry(cache), reference(server, "base:1")).image().digest())
        .isEqualTo(image.digest());
    assertThat(server.requests("GET", "/token")).hasSize(1);
    assertThat(server.requests("GET", "/token").get(0).query())
        .isEqualTo("service=loopback&scope=repository%3Abase%3Apull");
  }

  @Test
  void push_token_isAskedForOnceForAllBlobs() {
    server.requireToken("user", "s3cret", true);

    push(registry(cache, user("user", "s3cret")), reference(server, "team/app:1"), image);

    assertThat(server.manifest("team/app", "1")).isPresent();
    // One to push, one to look what the tag names.
    assertThat(server.requests("GET", "/token"))
        .extracting(LoopbackRegistry.Request::query)
        .containsExactlyInAnyOrder(
            "service=loopback&scope=repository%3Ateam%2Fapp%3Apull%2Cpush",
            "service=loopback&scope=repository%3Ateam%2Fapp%3Apull");
  }

  @Test
  void push_mount_asksForATokenOfBothRepositories() {
    serve(server, "base", "1", image);
    server.requireToken("user", "s3cret", false);
    Digest layer = image.layers().get(0).blob().digest();

    PushResult result =
        push(
            registry(cache, user("user", "s3cret")),
            new PushRequest(
                reference(server, "app:1"),
                List.of(),
                image,
                Map.of(layer, reference(server, "base:1"))));

    assertThat(result.count(Registry.Arrival.MOUNTED)).isEqualTo(1);
    assertThat(server.requests("GET", "/token"))
        .extracting(LoopbackRegistry.Request::query)
        .contains(
            "service=loopback&scope=repository%3Aapp%3Apull%2Cpush&scope=repository%3Abase%3Apull");
  }

  @Test
  void push_tokenEnds_anotherIsAskedFor() {
    server.requireToken("user", "s3cret", true);
    Registry client = registry(cache, user("user", "s3cret"));
    push(client, reference(server, "app:1"), image);
    server.expireTokens();

    push(client, reference(server, "app:2"), image(AMD64, "three"));

    assertThat(server.tags("app")).containsOnlyKeys("1", "2");
  }

  @Test
  void push_refreshToken_isTradedForAToken() {
    server.requireToken("user", "refresh-me", false);

    push(registry(cache, user("<token>", "refresh-me")), reference(server, "app:1"), image);

    assertThat(server.manifest("app", "1")).isPresent();
    assertThat(server.requests("POST", "/token")).isNotEmpty();
    assertThat(server.requests("POST", "/token"))
        .allSatisfy(request -> assertThat(request.query()).isEmpty());
  }

  @Test
  void push_basic_isSentOnlyWhenAskedFor() {
    server.requireBasic("user", "s3cret");

    push(registry(cache, user("user", "s3cret")), reference(server, "app:1"), image);

    assertThat(server.manifest("app", "1")).isPresent();
    assertThat(server.requests().get(0).authorization()).isEmpty();
  }

  @Test
  void token_serverWithoutTls_isNotAskedByARegistryWithTls() {
    for (boolean allowInsecure : new boolean[] {true, false}) {
      TokenServer tokens =
          new TokenServer(
              new WebClient(RegistryKit.web(cache)), allowInsecure, InstantSource.system());
      Challenge challenge = new Challenge("bearer", Map.of("realm", "http://" + server.host() + "/token"));

      assertThatThrownBy(
              () ->
                  tokens.ask(
                      Scope.pull(ImageReference.parse("registry.example.org/base:1")),
                      new RegistryAuth.Found(new Credential("user", "s3cret"), "settings.xml"),
                      challenge,
                      WebAddress.parse("https://registry.example.org/v2/").orElseThrow()))
          .isInstanceOf(AttemptFailure.class)
          .hasMessageStartingWith(
              "HERM-REGISTRY-008 registry.example.org/base:1: it asks for a token of a server without"
                  + " TLS, 127.0.0.1");
    }
    assertThat(server.requests()).isEmpty();
  }

  @Test
  void challenge_severalInOneHeader_areToldApart() {
    assertThat(
            Challenge.parse(
                List.of(
                    "Negotiate, Bearer realm=\"https://a.example/t?x=1,2\",service=\"a \\\"b\\\"\" ,"
                        + " Basic realm=x",
                    "DIGEST qop=\"auth\"")))
        .containsExactly(
            new Challenge("negotiate", Map.of()),
            new Challenge(
                "bearer", Map.of("realm", "https://a.example/t?x=1,2", "service", "a \"b\"")),
            new Challenge("basic", Map.of("realm", "x")),
            new Challenge("digest", Map.of("qop", "auth")));
  }

  @Test
  void challenge_nonsense_isNone() {
    assertThat(Challenge.parse(List.of("\"", "", ",,,", "="))).isEmpty();
  }
}
