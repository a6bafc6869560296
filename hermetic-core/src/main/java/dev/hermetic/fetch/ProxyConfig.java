package dev.hermetic.fetch;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A proxy.
 *
 * @param protocol of the requests that go through it: {@code http} or {@code https}
 * @param credential null when the proxy asks for none
 * @param nonProxyHosts host patterns with {@code *} that are reached directly
 */
public record ProxyConfig(
    String protocol,
    String host,
    int port,
    @Nullable Credential credential,
    List<String> nonProxyHosts) {
  public ProxyConfig {
    nonProxyHosts = List.copyOf(nonProxyHosts);
  }
}
