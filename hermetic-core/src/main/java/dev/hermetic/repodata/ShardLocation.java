package dev.hermetic.repodata;

import dev.hermetic.channel.Channel;
import dev.hermetic.fetch.WebAddress;
import java.util.Locale;
import java.util.Optional;

/** Where the shards of an index are fetched from. */
final class ShardLocation {
  private ShardLocation() {}

  /**
   * @param location the channel's fetchable URL that served the index: a mirror, with credentials
   * @param shardsBaseUrl as the index says it
   * @return a fetchable URL with a slash at the end; empty for one that must not be followed: a
   *     file of this machine named by a server, or http named over https
   */
  static Optional<String> resolve(
      String location, Channel channel, String subdir, String shardsBaseUrl) {
    String index = location + "/" + subdir + "/";
    String text = shardsBaseUrl.strip();
    String slashed = text.isEmpty() || text.endsWith("/") ? text : text + "/";
    if (slashed.startsWith(channel.baseUrl() + "/")) {
      // What a mirror or a token stands in for, it stands in for here too.
      return Optional.of(location + slashed.substring(channel.baseUrl().length()));
    }
    String resolved;
    try {
      resolved = BaseUrl.resolve(index, slashed);
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
    if (scheme(resolved).equals("file")) {
      return scheme(index).equals("file") ? Optional.of(resolved) : Optional.empty();
    }
    return WebAddress.parse(resolved)
        .filter(target -> target.scheme().equals("https") || !scheme(index).equals("https"))
        .map(target -> withCredentials(target, index).text());
  }

  /** User and password go to the server that they are for. */
  private static WebAddress withCredentials(WebAddress target, String index) {
    return WebAddress.parse(index)
        .filter(from -> target.userInfo() == null)
        .filter(from -> from.scheme().equals(target.scheme()))
        .filter(from -> from.host().equals(target.host()) && from.port() == target.port())
        .map(
            from ->
                new WebAddress(
                    target.scheme(),
                    from.userInfo(),
                    target.host(),
                    target.port(),
                    target.path(),
                    target.query()))
        .orElse(target);
  }

  private static String scheme(String url) {
    int colon = url.indexOf(':');
    return colon < 0 ? "" : url.substring(0, colon).toLowerCase(Locale.ROOT);
  }
}
