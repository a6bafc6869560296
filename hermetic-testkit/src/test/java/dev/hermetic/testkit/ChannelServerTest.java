package dev.hermetic.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChannelServerTest {
  @TempDir private Path folder;
  private ChannelServer server;

  @BeforeEach
  void start() throws IOException {
    Files.writeString(folder.resolve("file.txt"), "0123456789");
    server = ChannelServer.serving(folder);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void get_servesTheFileWithValidators() throws Exception {
    HttpResponse<String> response = get("/file.txt");
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body()).isEqualTo("0123456789");
    assertThat(response.headers().firstValue("ETag")).isPresent();
    assertThat(response.headers().firstValue("Last-Modified").orElse("")).endsWith(" GMT");
  }

  @Test
  void get_withValidatorOfTheFile_answers304() throws Exception {
    HttpResponse<String> first = get("/file.txt");
    String etag = first.headers().firstValue("ETag").orElseThrow();
    String date = first.headers().firstValue("Last-Modified").orElseThrow();
    assertThat(get("/file.txt", "If-None-Match", etag).statusCode()).isEqualTo(304);
    assertThat(get("/file.txt", "If-None-Match", "\"other\"").statusCode()).isEqualTo(200);
    assertThat(get("/file.txt", "If-Modified-Since", date).statusCode()).isEqualTo(304);
  }

  @Test
  void get_missingOrOutside_answers404() throws Exception {
    assertThat(get("/nothing").statusCode()).isEqualTo(404);
    assertThat(get("/%2e%2e/x").statusCode()).isEqualTo(404);
  }

  @Test
  void fail_statusNTimes_thenServes() throws Exception {
    server.fail("/file.txt", Fault.status(500).times(2));
    assertThat(get("/file.txt").statusCode()).isEqualTo(500);
    assertThat(get("/file.txt").statusCode()).isEqualTo(500);
    assertThat(get("/file.txt").statusCode()).isEqualTo(200);
    assertThat(server.count("/file.txt")).isEqualTo(3);
    assertThat(server.requests()).extracting(ChannelServer.Request::status)
        .containsExactly(500, 500, 200);
  }

  @Test
  void fail_truncate_breaksTheBody() {
    server.fail("/file.txt", Fault.truncate(4));
    assertThatThrownBy(() -> get("/file.txt")).isInstanceOf(IOException.class);
  }

  @Test
  void fail_stall_neverEndsTheBody() {
    server.fail("/file.txt", Fault.stall(4));
    assertThatThrownBy(
            () -> {
              HttpRequest request = HttpRequest.newBuilder(server.uri("/file.txt")).build();
              HttpClient.newHttpClient()
                  .sendAsync(request, HttpResponse.BodyHandlers.ofString())
                  .get(300, TimeUnit.MILLISECONDS);
            })
        .isInstanceOf(TimeoutException.class);
  }

  @Test
  void fail_corrupt_sendsOtherBytes() throws Exception {
    server.fail("/file.txt", Fault.corrupt());
    assertThat(get("/file.txt").body()).hasSize(10).isNotEqualTo("0123456789");
  }

  @Test
  void redirect_namesTheLocation() throws Exception {
    server.redirect("/old.txt", "/file.txt");
    HttpResponse<String> response = get("/old.txt");
    assertThat(response.statusCode()).isEqualTo(302);
    assertThat(response.headers().firstValue("Location")).contains("/file.txt");
  }

  @Test
  void requireBasic_servesOnlyWithThePair() throws Exception {
    server.requireBasic("ann", "pässword");
    assertThat(get("/file.txt").statusCode()).isEqualTo(401);
    assertThat(get("/file.txt", "Authorization", "Basic YW5uOnDDpHNzd29yZA==").statusCode())
        .isEqualTo(200);
  }

  @Test
  void requireBearer_servesOnlyWithTheToken() throws Exception {
    server.requireBearer("abc");
    assertThat(get("/file.txt", "Authorization", "Bearer x").statusCode()).isEqualTo(401);
    assertThat(get("/file.txt", "Authorization", "Bearer abc").statusCode()).isEqualTo(200);
  }

  @Test
  void requireToken_takesItOffThePath() throws Exception {
    server.requireToken("abc");
    assertThat(get("/file.txt").statusCode()).isEqualTo(403);
    assertThat(get("/t/abc/file.txt").statusCode()).isEqualTo(200);
    assertThat(server.count("/file.txt")).isEqualTo(2);
  }

  @Test
  void servingUntrusted_isRefusedByClients() {
    try (ChannelServer tls = ChannelServer.servingUntrusted(folder)) {
      HttpRequest request = HttpRequest.newBuilder(tls.uri("/file.txt")).build();
      assertThatThrownBy(
              () ->
                  HttpClient.newHttpClient()
                      .send(request, HttpResponse.BodyHandlers.ofString()))
          .isInstanceOf(SSLException.class);
    }
  }

  private HttpResponse<String> get(String path, String... headers) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(server.uri(path)).timeout(Duration.ofSeconds(20));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
  }
}
