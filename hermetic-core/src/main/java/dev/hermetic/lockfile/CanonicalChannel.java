package dev.hermetic.lockfile;

import java.util.List;

/**
 * The name by which conda, with its default settings, calls the channel of a spec such as {@code
 * channel::name}; conda-lock hashes it.
 */
final class CanonicalChannel {
  private static final List<String> ALIASES =
      List.of("https://conda.anaconda.org/", "http://conda.anaconda.org/");
  private static final String ANACONDA = "https://repo.anaconda.com/";
  private static final List<String> DEFAULTS = List.of("pkgs/main", "pkgs/r");

  private CanonicalChannel() {}

  /**
   * The canonical name.
   *
   * @param channel name or URL without subdir
   */
  static String of(String channel) {
    String name = channel.endsWith("/") ? channel.substring(0, channel.length() - 1) : channel;
    for (String alias : ALIASES) {
      if (name.startsWith(alias)) {
        name = name.substring(alias.length());
      }
    }
    if (name.startsWith(ANACONDA + "pkgs/")) {
      name = name.substring(ANACONDA.length());
    }
    return DEFAULTS.contains(name) ? "defaults" : name;
  }
}
