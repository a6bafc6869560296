package dev.hermetic.adopt;

import dev.hermetic.channel.ChannelSettings;
import dev.hermetic.fetch.WebAddress;

/** Addresses as an environment file may show them. */
final class Addresses {
  private Addresses() {}

  /** Without user, password and token: what the file of another tool holds in the clear. */
  static String bare(String url) {
    return WebAddress.parse(url).map(web -> web.withoutCredentials().text()).orElse(url);
  }

  /** A channel by its name where the usual alias makes the URL of it, else by its URL. */
  static String channel(String url) {
    String bare = bare(url).replaceFirst("/+$", "");
    String alias = ChannelSettings.DEFAULT_ALIAS + "/";
    return bare.startsWith(alias) ? bare.substring(alias.length()) : bare;
  }
}
