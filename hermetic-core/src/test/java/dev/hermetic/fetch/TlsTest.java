package dev.hermetic.fetch;

import static dev.hermetic.fetch.LoopbackServer.answer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hermetic.event.Listener;
import java.nio.file.Path;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class TlsTest {
  @TempDir Path directory;

  @Test
  void fetch_untrustedCertificate_isTold() throws Exception {
    try (TlsServer server = new TlsServer(directory, e -> answer(e, 200, "body"))) {
      assertThat(FetchKit.problem(FetchKit.settings(directory), server.url("/f")))
          .startsWith("HERM-NET-007 " + server.url("/f") + ": no secure connection (TLS): ")
          .contains("unable to find valid certification path")
          .doesNotContain("attempts");
    }
  }

  @Test
  void fetch_trustedCertificate_passes() throws Exception {
    try (TlsServer server = new TlsServer(directory, e -> answer(e, 200, "body"))) {
      assertThat(fetcher(server).fetch(FetchKit.request(server.url("/f"))).orElseThrow().file())
          .hasContent("body");
    }
  }

  @Test
  void fetch_withTheJvmsOwnTls_trustsWhatItTrusts() throws Exception {
    SSLContext before = SSLContext.getDefault();
    try (TlsServer server = new TlsServer(directory, e -> answer(e, 200, "body"))) {
      SSLContext.setDefault(server.trusting);
      Fetcher fetcher = new Fetcher(FetchKit.settings(directory), Listener.SILENT);
      assertThat(fetcher.fetch(FetchKit.request(server.url("/f"))).orElseThrow().file())
          .hasContent("body");
    } finally {
      SSLContext.setDefault(before);
    }
  }

  @Test
  void fetch_redirectToPlainHttp_isRefused() throws Exception {
    try (LoopbackServer plain = new LoopbackServer(e -> answer(e, 200, "body"));
        TlsServer server =
            new TlsServer(directory, e -> answer(e, 302, "", "Location", plain.url("/f?sig=1")))) {
      assertThatThrownBy(() -> fetcher(server).fetch(FetchKit.request(server.url("/f"))))
          .hasMessageStartingWith(
              "HERM-NET-009 "
                  + server.url("/f")
                  + ": the server redirects from https to unprotected http, "
                  + plain.url("/f")
                  + "\n  Fix: ");
      assertThat(plain.seen).isEmpty();
    }
  }

  private Fetcher fetcher(TlsServer server) {
    Tuning tuning =
        new Tuning(
            () -> FetchKit.NOW, Duration.ofMillis(1), Duration.ofMillis(20), server.trusting);
    return new Fetcher(FetchKit.settings(directory), Listener.SILENT, tuning);
  }
}
