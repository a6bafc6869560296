package dev.hermetic.fetch;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Chooses the proxy for an address; the JVM's own proxy settings have no say. */
final class ProxyRoute extends ProxySelector {
  /**
   * Schemes that Java does not send to a proxy when it asks for a tunnel (https). As shipped it
   * holds Basic, the one scheme that java.net.http knows, so that no proxy credentials ever reach a
   * proxy for https; read once by the JDK, when its HTTP client is first used.
   */
  private static final String TUNNEL_PROPERTY = "jdk.http.auth.tunneling.disabledSchemes";

  private final List<ProxyConfig> proxies;

  ProxyRoute(List<ProxyConfig> proxies) {
    this.proxies = List.copyOf(proxies);
  }

  /** The first proxy for this address's scheme that does not leave its host out. */
  Optional<ProxyConfig> find(URI uri) {
    return proxies.stream()
        .filter(proxy -> proxy.protocol().equalsIgnoreCase(uri.getScheme()))
        .filter(proxy -> proxy.nonProxyHosts().stream().noneMatch(p -> matches(p, uri.getHost())))
        .findFirst();
  }

  /**
   * Lets Java use Basic towards an https proxy for which credentials are configured. The property
   * is the JDK's only switch for that and is one for the whole JVM: it is touched only where it is
   * needed and where the user has not set it.
   */
  void allowTunnelCredentials() {
    boolean needed =
        proxies.stream()
            .anyMatch(p -> p.protocol().equalsIgnoreCase("https") && p.credential() != null);
    if (needed && System.getProperty(TUNNEL_PROPERTY) == null) {
      System.setProperty(TUNNEL_PROPERTY, "");
    }
  }

  @Override
  public List<Proxy> select(URI uri) {
    return find(uri)
        .map(p -> new Proxy(Proxy.Type.HTTP, new InetSocketAddress(p.host(), p.port())))
        .map(List::of)
        .orElse(List.of(Proxy.NO_PROXY));
  }

  @Override
  public void connectFailed(URI uri, SocketAddress address, IOException failure) {
    // The request itself fails and tells.
  }

  private static boolean matches(String pattern, String host) {
    String regex =
        Pattern.compile("\\*")
            .splitAsStream(pattern.strip().toLowerCase(Locale.ROOT) + "\0")
            .map(part -> part.replace("\0", ""))
            .map(Pattern::quote)
            .collect(Collectors.joining(".*"));
    return host.toLowerCase(Locale.ROOT).matches(regex);
  }
}
