package dev.hermetic.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hermetic.fetch.Credential;
import dev.hermetic.fetch.FetchSettings;
import dev.hermetic.fetch.ProxyConfig;
import dev.hermetic.problem.HermeticException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.maven.settings.Proxy;
import org.apache.maven.settings.Server;
import org.apache.maven.settings.Settings;
import org.junit.jupiter.api.Test;

class SettingsTest {
  private final Settings settings = new Settings();

  @Test
  void find_hostAndPort_goesBeforeHost() {
    server("conda.example", "host", "secret1");
    server("conda.example:8443", "port", "secret2");
    assertThat(find("https://conda.example:8443/x")).contains(new Credential("port", "secret2"));
    assertThat(find("https://conda.example/x")).contains(new Credential("host", "secret1"));
    assertThat(find("https://CONDA.example/x")).contains(new Credential("host", "secret1"));
    assertThat(find("https://other.example/x")).isEmpty();
  }

  @Test
  void find_defaultPort_isKnown() {
    server("conda.example:443", "tls", "s");
    server("conda.example:80", "plain", "s");
    assertThat(find("https://conda.example/x")).contains(new Credential("tls", "s"));
    assertThat(find("http://conda.example/x")).contains(new Credential("plain", "s"));
  }

  @Test
  void find_channelsOfOneServer_haveCredentialsOfTheirOwn() {
    server("conda.example", "all", "s");
    server("conda.example/team", "team", "s");
    server("conda.example:443/team/Private", "private", "s");
    assertThat(find("https://CONDA.example/team/noarch/repodata.json"))
        .contains(new Credential("team", "s"));
    assertThat(find("https://conda.example/team/Private/noarch/repodata.json"))
        .contains(new Credential("private", "s"));
    assertThat(find("https://conda.example/team/private/noarch/repodata.json"))
        .as("paths are of one case")
        .contains(new Credential("team", "s"));
    assertThat(find("https://conda.example/teamwork/x")).contains(new Credential("all", "s"));
    assertThat(find("https://conda.example")).contains(new Credential("all", "s"));
    assertThat(find("https://other.example/team/x")).isEmpty();
  }

  @Test
  void find_encryptedPassword_isDecrypted() {
    server("conda.example", "ann", "{cipher}");
    assertThat(find("https://conda.example/x")).contains(new Credential("ann", "cipher"));
  }

  @Test
  void find_noUser_isABearerToken() {
    server("conda.example", null, "token");
    server("nothing.example", "ann", null);
    assertThat(find("https://conda.example/x")).contains(new Credential("", "token"));
    assertThat(find("https://nothing.example/x")).isEmpty();
  }

  @Test
  void find_undecryptable_namesTheServerAndNotThePassword() {
    server("conda.example", "ann", "{broken}");
    assertThatThrownBy(() -> find("https://conda.example/x"))
        .isInstanceOf(HermeticException.class)
        .hasMessage(
            "HERM-PARAM-002 settings.xml, server conda.example: the password cannot be decrypted\n"
                + "  Fix: encrypt it again with mvn --encrypt-password, and see that"
                + " settings-security.xml holds the master password it was encrypted with");
  }

  @Test
  void proxies_firstActiveOfHttp_servesHttpsToo() {
    proxy("http", "old.example", false, null);
    proxy("http", "new.example", true, "localhost|*.example.org");
    assertThat(surroundings().proxies())
        .containsExactly(
            new ProxyConfig(
                "https",
                "new.example",
                3128,
                new Credential("ann", "cipher"),
                List.of("localhost", "*.example.org")),
            new ProxyConfig(
                "http",
                "new.example",
                3128,
                new Credential("ann", "cipher"),
                List.of("localhost", "*.example.org")));
  }

  @Test
  void fetchSettings_carriesMavensSwitches() {
    FetchSettings fetch = surroundings().fetchSettings(Path.of("/cache"), true, true);
    assertThat(fetch.cacheDirectory()).isEqualTo(Path.of("/cache"));
    assertThat(fetch.offline()).isTrue();
    assertThat(fetch.revalidate()).isTrue();
    assertThat(fetch.environment()).containsEntry("TOKEN", "t");
    assertThat(fetch.credentials().get(0).describe()).isEqualTo("settings.xml");
    assertThat(fetch.proxies()).isEmpty();
  }

  private Optional<Credential> find(String uri) {
    return new SettingsServers(settings.getServers(), new FakeDecrypter()).find(URI.create(uri));
  }

  private MavenSurroundings surroundings() {
    return new MavenSurroundings(settings, new FakeDecrypter(), Map.of("TOKEN", "t"));
  }

  private void server(String id, String user, String password) {
    Server server = new Server();
    server.setId(id);
    server.setUsername(user);
    server.setPassword(password);
    settings.addServer(server);
  }

  private void proxy(String protocol, String host, boolean active, String nonProxyHosts) {
    Proxy proxy = new Proxy();
    proxy.setProtocol(protocol);
    proxy.setHost(host);
    proxy.setPort(3128);
    proxy.setActive(active);
    proxy.setUsername("ann");
    proxy.setPassword("{cipher}");
    proxy.setNonProxyHosts(nonProxyHosts);
    settings.addProxy(proxy);
  }
}
