package dev.hermetic.channel;

import java.util.List;

/**
 * A channel as the channel list of a lock file says it (conda-lock's {@code metadata.channels}).
 *
 * @param url name or URL as asked for, {@code ${VAR}} in place of credentials
 * @param usedEnvVars names of the variables that stand for credentials, sorted
 */
public record RecordedChannel(String url, List<String> usedEnvVars) {
  public RecordedChannel {
    usedEnvVars = usedEnvVars.stream().sorted().distinct().toList();
  }
}
