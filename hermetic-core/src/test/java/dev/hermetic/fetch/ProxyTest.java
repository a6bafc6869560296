package dev.hermetic.fetch;

import static dev.hermetic.fetch.FetchKit.fetch;
import static dev.hermetic.fetch.FetchKit.problem;
import static dev.hermetic.fetch.FetchKit.settings;
import static dev.hermetic.fetch.FetchKit.text;
import static dev.hermetic.fetch.LoopbackServer.answer;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class ProxyTest {
  private static final String BASIC = "Basic am9lOnMzY3JldA==";
  private static final Credential JOE = new Credential("joe", "s3cret");

  @TempDir Path directory;

  @Test
  void fetch_httpThroughProxy_sendsItsCredentialsToItAlone() throws Exception {
    try (LoopbackServer proxy =
        new LoopbackServer(
            e ->
                answer(
                    e,
                    BASIC.equals(e.getRequestHeaders().getFirst("Proxy-Authorization"))
                        ? 200
                        : 407,
                    "by proxy"))) {
      FetchSettings settings = through(proxy.port(), JOE, List.of());

      assertThat(text(fetch(settings, "http://channel.example/c/f"))).isEqualTo("by proxy");
      assertThat(proxy.seen.get(0).uri()).isEqualTo("http://channel.example/c/f");
      assertThat(proxy.seen.get(0).header("Authorization")).isEqualTo("null");
    }
  }

  @Test
  void fetch_nonProxyHost_isReachedDirectly() throws Exception {
    try (LoopbackServer server = new LoopbackServer(e -> answer(e, 200, "direct"));
        LoopbackServer proxy = new LoopbackServer(e -> answer(e, 500, ""))) {
      FetchSettings settings = through(proxy.port(), JOE, List.of("*.local", "127.*"));

      assertThat(text(fetch(settings, server.url("/f")))).isEqualTo("direct");
      assertThat(proxy.seen).isEmpty();
      assertThat(server.seen.get(0).header("Proxy-Authorization")).isEqualTo("null");
    }
  }

  @Test
  void fetch_proxyAsksForCredentials_isTold() throws Exception {
    try (LoopbackServer proxy = new LoopbackServer(e -> answer(e, 407, ""))) {
      String subject = "HERM-NET-013 http://channel.example/f: the proxy 127.0.0.1:" + proxy.port();
      assertThat(problem(through(proxy.port(), null, List.of()), "http://channel.example/f"))
          .isEqualTo(
              subject
                  + " asks for credentials\n"
                  + "  Fix: add username and password to the proxy in settings.xml");
      assertThat(problem(through(proxy.port(), JOE, List.of()), "http://channel.example/f"))
          .startsWith(subject + " asks for credentials and does not take the configured ones\n")
          .doesNotContain("s3cret");
    }
  }

  @Test
  void fetch_unreachableProxy_isTold() {
    assertThat(problem(through(1, null, List.of()), "http://channel.example/f"))
        .startsWith(
            "HERM-NET-006 http://channel.example/f: no connection to the proxy 127.0.0.1:1:");
  }

  @Test
  void fetch_httpsThroughProxyWithBasic_passesInOrdinaryJvm() throws Exception {
    try (TlsServer server = new TlsServer(directory, e -> answer(e, 200, "hello"));
        TunnelProxy proxy = new TunnelProxy(BASIC)) {
      Process process = tunnel(server, proxy, "joe", "s3cret");

      assertThat(FetchProcess.output(process))
          .isEqualTo("2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824");
      assertThat(proxy.lines.get(0)).isEqualTo("CONNECT localhost:" + server.port() + " HTTP/1.1");
    }
  }

  @Test
  void fetch_httpsThroughProxyWithWrongCredentials_isTold() throws Exception {
    try (TlsServer server = new TlsServer(directory, e -> answer(e, 200, "hello"));
        TunnelProxy proxy = new TunnelProxy(BASIC)) {
      Process process = tunnel(server, proxy, "joe", "wr0ng");

      assertThat(FetchProcess.output(process))
          .startsWith("HERM-NET-013 " + server.url("/f") + ": the proxy 127.0.0.1:")
          .contains("jdk.http.auth.tunneling.disabledSchemes")
          .doesNotContain("wr0ng");
    }
  }

  @Test
  void find_proxy_byProtocolAndHost() {
    ProxyRoute route =
        new ProxyRoute(
            List.of(
                new ProxyConfig("https", "secure", 1, null, List.of("*.INTERNAL", "exact")),
                new ProxyConfig("http", "plain", 2, null, List.of())));

    assertThat(host(route, "https://a.example/")).isEqualTo("secure");
    assertThat(host(route, "https://a.internal/")).isEqualTo("direct");
    assertThat(host(route, "https://Exact/")).isEqualTo("direct");
    assertThat(host(route, "https://not.exact/")).isEqualTo("secure");
    assertThat(host(route, "http://a.internal/")).isEqualTo("plain");
  }

  private static String host(ProxyRoute route, String uri) {
    return route.find(URI.create(uri)).map(ProxyConfig::host).orElse("direct");
  }

  private Process tunnel(TlsServer server, TunnelProxy proxy, String user, String password)
      throws Exception {
    return FetchProcess.start(
        List.of(
            "-Djavax.net.ssl.trustStore=" + server.keyStore,
            "-Djavax.net.ssl.trustStorePassword=" + TlsServer.PASSWORD,
            "-Djavax.net.ssl.trustStoreType=PKCS12"),
        directory.toString(),
        server.url("/f"),
        "127.0.0.1",
        String.valueOf(proxy.port()),
        user,
        password);
  }

  private FetchSettings through(int port, @Nullable Credential credential, List<String> direct) {
    return FetchKit.with(
        settings(directory),
        List.of(new ProxyConfig("http", "127.0.0.1", port, credential, direct)),
        List.of());
  }
}
