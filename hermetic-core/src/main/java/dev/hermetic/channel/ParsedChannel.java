package dev.hermetic.channel;

import java.util.List;

/**
 * One channel text, understood.
 *
 * @param baseUrl canonical, without credentials
 * @param lockUrl canonical, {@code ${VAR}} in place of credentials
 * @param originUrl the channel's own place, credentials expanded
 * @param recordedUrl the text as the lock's channel list has it
 * @param usedEnvVars variables that stand for credentials
 * @param subdirs the only ones asked for, empty for all
 */
record ParsedChannel(
    String baseUrl,
    String lockUrl,
    String originUrl,
    String recordedUrl,
    List<String> usedEnvVars,
    List<String> subdirs) {
  @Override
  public String toString() {
    return baseUrl;
  }
}
