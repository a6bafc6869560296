package dev.hermetic.channel;

import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the meaning of a channel name depends on.
 *
 * @param alias prefix of channel names, for example {@code https://conda.anaconda.org}
 * @param allowDefaults whether the channels of Anaconda, Inc. ({@code defaults}, {@code pkgs/*})
 *     may be used
 * @param mirrors from URL prefix (or channel name) to URL prefix or path; the longest prefix wins.
 *     A mirror stands in for the original, which is then never asked, as with Maven's mirrors
 * @param multichannels from a name to the channels that it stands for, in priority order
 * @param directory what relative paths are relative to
 * @param environment variables for {@code $VAR} in URLs
 */
public record ChannelSettings(
    String alias,
    boolean allowDefaults,
    SortedMap<String, String> mirrors,
    SortedMap<String, List<String>> multichannels,
    Path directory,
    Map<String, String> environment) {
  public static final String DEFAULT_ALIAS = "https://conda.anaconda.org";

  public ChannelSettings {
    mirrors = Collections.unmodifiableSortedMap(new TreeMap<>(mirrors));
    multichannels = Collections.unmodifiableSortedMap(new TreeMap<>(multichannels));
    environment = Map.copyOf(environment);
  }

  /** Never shows environment, mirrors or multichannels, which may hold credentials. */
  @Override
  public String toString() {
    return "ChannelSettings[allowDefaults=" + allowDefaults + ", directory=" + directory + "]";
  }
}
