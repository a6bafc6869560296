package dev.hermetic.channel;

import java.util.List;

/**
 * A channel as the lock records it and as it can be fetched.
 *
 * @param name what the user wrote, {@code $VAR} unexpanded: what the lock's channel list says
 * @param baseUrl canonical base URL without credentials, token and trailing slash: what records and
 *     solver use
 * @param lockUrl base URL as lock files write it: {@code $VAR} in place of credentials
 * @param fetchUrls where to fetch from, in order: mirrors first (credentials expanded), then the
 *     channel itself
 */
public record Channel(String name, String baseUrl, String lockUrl, List<String> fetchUrls) {
  public Channel {
    fetchUrls = List.copyOf(fetchUrls);
  }

  /** Never shows {@code fetchUrls}, which may hold credentials. */
  @Override
  public String toString() {
    return baseUrl;
  }
}
