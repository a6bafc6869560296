package dev.hermetic.fetch;

import static dev.hermetic.fetch.FetchKit.fetch;
import static dev.hermetic.fetch.FetchKit.problem;
import static dev.hermetic.fetch.FetchKit.settings;
import static dev.hermetic.fetch.FetchKit.text;
import static dev.hermetic.fetch.LoopbackServer.answer;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class RedirectTest {
  private static final String BASIC = "Basic dXNlcjpzM2NyZXQ=";

  @TempDir Path cache;

  @Test
  void fetch_redirectWithinServer_keepsCredentials() throws Exception {
    try (LoopbackServer server =
        new LoopbackServer(
            e -> {
              if (e.getRequestURI().getPath().equals("/f")) {
                answer(e, 302, "", "Location", "/moved/f");
              } else {
                answer(e, 200, "moved");
              }
            })) {
      FetchSettings settings = withCredentials("127.0.0.1");

      assertThat(text(fetch(settings, server.url("/f")))).isEqualTo("moved");
      assertThat(server.seen).extracting(s -> s.header("Authorization")).containsOnly(BASIC);
    }
  }

  @Test
  void fetch_redirectToOtherServer_carriesNoCredentials() throws Exception {
    try (LoopbackServer other = new LoopbackServer(e -> answer(e, 200, "elsewhere"));
        LoopbackServer server =
            new LoopbackServer(e -> answer(e, 307, "", "Location", other.url("/f?sig=abc")))) {
      FetchSettings settings = withCredentials("127.0.0.1");
      String url = server.url("/f").replace("127.0.0.1", "user:s3cret@127.0.0.1");

      assertThat(text(fetch(settings, url))).isEqualTo("elsewhere");
      assertThat(server.seen.get(0).header("Authorization")).isEqualTo(BASIC);
      assertThat(other.seen.get(0).header("Authorization"))
          .as("another port is another server")
          .isEqualTo("null");
      assertThat(FetchKit.everything(cache)).doesNotContain("s3cret", "sig=abc");
    }
  }

  @Test
  void fetch_redirectInCircle_isTold() throws Exception {
    try (LoopbackServer server =
        new LoopbackServer(
            e ->
                answer(
                    e,
                    301,
                    "",
                    "Location",
                    e.getRequestURI().getPath().equals("/a") ? "/b" : "/a"))) {
      assertThat(problem(settings(cache), server.url("/a")))
          .startsWith(
              "HERM-NET-009 "
                  + server.url("/a")
                  + ": the server redirects in a circle, back to "
                  + server.url("/a")
                  + "\n");
      assertThat(server.seen).hasSize(2);
    }
  }

  @Test
  void fetch_endlessRedirects_areTold() throws Exception {
    try (LoopbackServer server =
        new LoopbackServer(
            e -> answer(e, 302, "", "Location", e.getRequestURI().getPath() + "x"))) {
      assertThat(problem(settings(cache), server.url("/a")))
          .contains("the server redirects more than 10 times");
    }
  }

  @Test
  void fetch_redirectToNowhere_isTold() throws Exception {
    for (String location : new String[] {"file:///etc/passwd", "http://", ""}) {
      try (LoopbackServer server =
          new LoopbackServer(e -> answer(e, 302, "", "Location", location))) {
        assertThat(problem(settings(cache), server.url("/a"))).startsWith("HERM-NET-009 ");
      }
    }
  }

  private FetchSettings withCredentials(String host) {
    return FetchKit.with(
        settings(cache),
        List.of(),
        List.of(FetchKit.source(host, new Credential("user", "s3cret"))));
  }
}
