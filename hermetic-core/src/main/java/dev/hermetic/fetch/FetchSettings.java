package dev.hermetic.fetch;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * The surroundings in which bytes are fetched; everything that is not part of the question.
 *
 * @param cacheDirectory shared by processes and users' builds; created when missing
 * @param offline never open a connection; {@code file:} still works
 * @param revalidate ask the server even where the cached copy is still fresh (Maven's -U)
 * @param proxies first match wins; empty for direct connections
 * @param credentials asked in order
 * @param environment environment variables, for {@code $VAR} in channel URLs and the like
 * @param connectTimeout bound on opening a connection
 * @param stallTimeout bound on waiting for the next byte
 * @param attempts how often a request that may pass later is tried, at least 1
 */
public record FetchSettings(
    Path cacheDirectory,
    boolean offline,
    boolean revalidate,
    List<ProxyConfig> proxies,
    List<CredentialSource> credentials,
    Map<String, String> environment,
    Duration connectTimeout,
    Duration stallTimeout,
    int attempts) {
  public FetchSettings {
    proxies = List.copyOf(proxies);
    credentials = List.copyOf(credentials);
    environment = Map.copyOf(environment);
  }

  /** The same without any connection. */
  public FetchSettings offlineOnly() {
    return new FetchSettings(
        cacheDirectory,
        true,
        false,
        proxies,
        credentials,
        environment,
        connectTimeout,
        stallTimeout,
        attempts);
  }

  /** The same with another cache. */
  public FetchSettings withCache(Path directory) {
    return new FetchSettings(
        directory,
        offline,
        revalidate,
        proxies,
        credentials,
        environment,
        connectTimeout,
        stallTimeout,
        attempts);
  }

  /** The same with other places that know credentials. */
  public FetchSettings withCredentials(List<CredentialSource> others) {
    return new FetchSettings(
        cacheDirectory,
        offline,
        revalidate,
        proxies,
        others,
        environment,
        connectTimeout,
        stallTimeout,
        attempts);
  }

  /** Never shows environment or credentials. */
  @Override
  public String toString() {
    return "FetchSettings[cache=" + cacheDirectory + ", offline=" + offline + "]";
  }
}
