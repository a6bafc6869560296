package dev.hermetic.maven;

import dev.hermetic.fetch.Credential;
import dev.hermetic.fetch.FetchSettings;
import dev.hermetic.fetch.NetrcCredentials;
import dev.hermetic.fetch.ProxyConfig;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.maven.settings.Proxy;
import org.apache.maven.settings.Settings;
import org.apache.maven.settings.crypto.DefaultSettingsDecryptionRequest;
import org.apache.maven.settings.crypto.SettingsDecrypter;

/** Reads settings.xml into what fetching needs. */
final class MavenSurroundings {
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(20);
  private static final Duration STALL_TIMEOUT = Duration.ofSeconds(30);
  private static final int ATTEMPTS = 4;

  private final Settings settings;
  private final SettingsDecrypter decrypter;
  private final Map<String, String> environment;

  MavenSurroundings(
      Settings settings, SettingsDecrypter decrypter, Map<String, String> environment) {
    this.settings = settings;
    this.decrypter = decrypter;
    this.environment = environment;
  }

  FetchSettings fetchSettings(Path cache, boolean offline, boolean revalidate) {
    return new FetchSettings(
        cache,
        offline,
        revalidate,
        proxies(),
        List.of(
            new SettingsServers(settings.getServers(), decrypter),
            NetrcCredentials.ofUser(environment, Path.of(System.getProperty("user.home", ".")))),
        environment,
        CONNECT_TIMEOUT,
        STALL_TIMEOUT,
        ATTEMPTS);
  }

  /** The password of a server, by its id; empty when there is no such server, or it has none. */
  Optional<Credential> server(String id) {
    return new SettingsServers(settings.getServers(), decrypter).named(id);
  }

  /** As Maven chooses: the first active one of a protocol, and that of http for https too. */
  List<ProxyConfig> proxies() {
    List<ProxyConfig> proxies = new ArrayList<>();
    Optional<Proxy> http = active("http");
    active("https").or(() -> http).ifPresent(proxy -> proxies.add(config("https", proxy)));
    http.ifPresent(proxy -> proxies.add(config("http", proxy)));
    return proxies;
  }

  private Optional<Proxy> active(String protocol) {
    return settings.getProxies().stream()
        .filter(proxy -> proxy.isActive() && protocol.equalsIgnoreCase(proxy.getProtocol()))
        .findFirst();
  }

  private ProxyConfig config(String protocol, Proxy encrypted) {
    Proxy proxy = decrypter.decrypt(new DefaultSettingsDecryptionRequest(encrypted)).getProxy();
    String user = proxy.getUsername();
    String password = proxy.getPassword();
    Credential credential =
        user == null || user.isBlank()
            ? null
            : new Credential(user, password == null ? "" : password);
    String direct = proxy.getNonProxyHosts();
    List<String> nonProxyHosts =
        direct == null
            ? List.of()
            : List.of(direct.split("[|,]")).stream()
                .map(String::strip)
                .filter(host -> !host.isEmpty())
                .toList();
    return new ProxyConfig(protocol, proxy.getHost(), proxy.getPort(), credential, nonProxyHosts);
  }
}
