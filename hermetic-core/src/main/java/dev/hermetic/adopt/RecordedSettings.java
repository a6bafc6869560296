package dev.hermetic.adopt;

import dev.hermetic.lockfile.Lockfile;
import dev.hermetic.lockfile.OwnMetadata;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** With what parameters one of our own locks was made, so that it answers from the first day. */
final class RecordedSettings {
  /** Key of the lock to parameter; the default is not told. */
  private static final Map<String, String> PARAMETERS =
      Map.of(
          OwnMetadata.PRIORITY_KEY, "channelPriority",
          OwnMetadata.ALIAS_KEY, "channelAlias",
          OwnMetadata.CUDA_KEY, "cuda",
          OwnMetadata.EXCLUDE_NEWER_KEY, "excludeNewer");

  private RecordedSettings() {}

  /** Parameters by name, without {@code hermetic.}. */
  static SortedMap<String, String> of(Lockfile.Metadata metadata) {
    SortedMap<String, String> settings = new TreeMap<>();
    PARAMETERS.forEach(
        (key, parameter) -> {
          String value = metadata.custom().get(key);
          if (value != null && !value.equals("strict")) {
            settings.put(parameter, key.equals(OwnMetadata.EXCLUDE_NEWER_KEY) ? text(value) : value);
          }
        });
    return settings;
  }

  /** What could not be taken over. */
  static List<String> notes(Lockfile.Metadata metadata) {
    String groups = metadata.custom().get(OwnMetadata.MULTICHANNELS_KEY);
    return groups == null
        ? List.of()
        : List.of("the lock was made with hermetic.multichannels: set it to " + groups);
  }

  /** What the user wrote of {@code text=instant}. */
  private static String text(String recorded) {
    int instant = recorded.lastIndexOf('=');
    return instant < 0 ? recorded : recorded.substring(0, instant);
  }
}
