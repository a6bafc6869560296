package dev.hermetic.fetch;

import static dev.hermetic.fetch.FetchKit.fetch;
import static dev.hermetic.fetch.FetchKit.problem;
import static dev.hermetic.fetch.FetchKit.settings;
import static dev.hermetic.fetch.FetchKit.text;
import static dev.hermetic.fetch.LoopbackServer.answer;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class CredentialsTest {
  @TempDir Path cache;

  @Test
  void fetch_urlWithUserInfo_sendsItDecodedAndKeepsItNowhere() throws Exception {
    try (LoopbackServer server = new LoopbackServer(e -> answer(e, 200, "body"))) {
      String url = server.url("/f").replace("://", "://user:p%40ss%2Fw%C3%B6rd@");
      CachedFile file = fetch(settings(cache), url);

      assertThat(server.seen.get(0).header("Authorization"))
          .isEqualTo(basic("user:p@ss/wörd"));
      assertThat(file.toString()).doesNotContain("p%40ss", "p@ss");
      assertThat(FetchKit.everything(cache)).doesNotContain("p%40ss", "p@ss", "user");
      assertThat(fetch(FetchKit.offline(settings(cache)), server.url("/f")).file())
          .as("the same entry with and without credentials")
          .isEqualTo(file.file());
    }
  }

  @Test
  void fetch_urlWithToken_asksWithItAndKeepsItNowhere() throws Exception {
    try (LoopbackServer server =
        new LoopbackServer(
            e ->
                answer(
                    e,
                    e.getRequestURI().getPath().equals("/t/tk-s3cret/chan/f") ? 200 : 404,
                    "body"))) {
      CachedFile file = fetch(settings(cache), server.url("/t/tk-s3cret/chan/f"));

      assertThat(file.url()).isEqualTo(server.url("/chan/f"));
      assertThat(FetchKit.everything(cache)).doesNotContain("s3cret");
    }
  }

  @Test
  void fetch_deniedToken_isToldWithoutIt() throws Exception {
    try (LoopbackServer server = new LoopbackServer(e -> answer(e, 403, ""))) {
      assertThat(problem(settings(cache), server.url("/t/tk-s3cret/chan/f")))
          .startsWith(
              "HERM-NET-002 "
                  + server.url("/chan/f")
                  + ": the server denies access (HTTP 403) with the credentials of its URL"
                  + " (its token)\n"
                  + "  Fix: correct the variables in the URL of the channel or index; where they are"
                  + " right, ask whom the server belongs to for access")
          .doesNotContain("s3cret");
    }
  }

  @Test
  void fetch_sources_areAskedInOrder() throws Exception {
    try (LoopbackServer server = new LoopbackServer(e -> answer(e, 200, "body"))) {
      FetchSettings settings =
          FetchKit.with(
              settings(cache),
              List.of(),
              List.of(
                  FetchKit.source("other.example", new Credential("a", "1")),
                  FetchKit.source("127.0.0.1", new Credential("b", "2")),
                  FetchKit.source("127.0.0.1", new Credential("c", "3"))));
      fetch(settings, server.url("/f"));
      assertThat(server.seen.get(0).header("Authorization")).isEqualTo(basic("b:2"));
    }
  }

  @Test
  void fetch_credentialWithoutUser_isBearerToken() throws Exception {
    try (LoopbackServer server = new LoopbackServer(e -> answer(e, 200, "body"))) {
      FetchSettings settings =
          FetchKit.with(
              settings(cache),
              List.of(),
              List.of(FetchKit.source("127.0.0.1", new Credential("", "abc"))));
      assertThat(text(fetch(settings, server.url("/f")))).isEqualTo("body");
      assertThat(server.seen.get(0).header("Authorization")).isEqualTo("Bearer abc");
    }
  }

  @Test
  void toString_ofEverything_showsNoSecret() {
    Credential credential = new Credential("user", "s3cret");
    String url = "https://user:s3cret@host/t/s3cret/c?sig=s3cret";
    assertThat(
            List.of(
                credential,
                FetchKit.request(url),
                WebAddress.parse(url).orElseThrow(),
                FetchKit.with(
                    settings(cache), List.of(), List.of(FetchKit.source("h", credential))),
                new ProxyConfig("https", "proxy", 3128, credential, List.of())))
        .extracting(Object::toString)
        .noneMatch(text -> text.contains("s3cret"));
  }

  private static String basic(String text) {
    return "Basic " + Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
