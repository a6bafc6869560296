package dev.hermetic.solve;

/** Whether the channel part of a match spec means a channel. */
@FunctionalInterface
public interface ChannelMatch {
  /**
   * @param text channel name or URL as a match spec writes it
   * @param baseUrl a record's {@link dev.hermetic.record.PackageRecord#channel()}
   */
  boolean means(String text, String baseUrl);
}
