package dev.hermetic.channel;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A channel as the lock records it and as it can be fetched.
 *
 * @param name what the user wrote, {@code $VAR} unexpanded
 * @param baseUrl canonical base URL without credentials, token and trailing slash: what records and
 *     solver use
 * @param lockUrl base URL as lock files write it: {@code $VAR} in place of credentials
 * @param fetchUrls where to fetch from, in order, credentials expanded: the mirror alone where one
 *     is configured, else the channel itself
 * @param subdirs the only subdirs to use; empty for all
 */
public record Channel(
    String name, String baseUrl, String lockUrl, List<String> fetchUrls, List<String> subdirs) {
  public Channel {
    fetchUrls = List.copyOf(fetchUrls);
    subdirs = List.copyOf(subdirs);
  }

  /** A channel of which every subdir is used. */
  public Channel(String name, String baseUrl, String lockUrl, List<String> fetchUrls) {
    this(name, baseUrl, lockUrl, fetchUrls, List.of());
  }

  /** Whether records of this subdir are to be used: {@code conda-forge/linux-64} names one only. */
  public boolean serves(String subdir) {
    return subdirs.isEmpty() || subdirs.contains(subdir);
  }

  /**
   * The URL that a lock file writes for a file of this channel: {@code $VAR} in place of
   * credentials. A URL outside the channel stays as it is.
   *
   * @param url without credentials, as records have it
   */
  public String lockUrl(String url) {
    return url.startsWith(baseUrl + "/") ? lockUrl + url.substring(baseUrl.length()) : url;
  }

  // Written out: what the compiler makes of a record is slow to link when first called.
  @Override
  public boolean equals(@Nullable Object object) {
    return object instanceof Channel other
        && name.equals(other.name)
        && baseUrl.equals(other.baseUrl)
        && lockUrl.equals(other.lockUrl)
        && fetchUrls.equals(other.fetchUrls)
        && subdirs.equals(other.subdirs);
  }

  @Override
  public int hashCode() {
    return 31 * name.hashCode() + baseUrl.hashCode();
  }

  /** Never shows {@code fetchUrls}, which may hold credentials. */
  @Override
  public String toString() {
    return baseUrl;
  }
}
