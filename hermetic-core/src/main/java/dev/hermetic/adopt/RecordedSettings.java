package dev.hermetic.adopt;

import dev.hermetic.lockfile.Lockfile;
import dev.hermetic.lockfile.OwnMetadata;
import dev.hermetic.pypi.simple.IndexAddress;
import java.util.ArrayList;
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
          OwnMetadata.PIP_STRATEGY_KEY, "pip.indexStrategy",
          OwnMetadata.EXCLUDE_NEWER_KEY, "excludeNewer");

  private RecordedSettings() {}

  /** Parameters by name, without {@code hermetic.}. */
  static SortedMap<String, String> of(Lockfile.Metadata metadata) {
    SortedMap<String, String> settings = new TreeMap<>();
    PARAMETERS.forEach(
        (key, parameter) -> {
          String value = metadata.custom().get(key);
          if (value != null && !value.equals("strict")) {
            settings.put(
                parameter,
                key.equals(OwnMetadata.EXCLUDE_NEWER_KEY)
                    ? OwnMetadata.excludeNewer(value)
                    : value);
          }
        });
    String indexes = metadata.custom().getOrDefault(OwnMetadata.PIP_INDEXES_KEY, "");
    settings.putAll(indexes(indexes.isEmpty() ? List.of() : List.of(indexes.split(" "))));
    if (metadata.custom().containsKey(OwnMetadata.PIP_KEY)) {
      settings.put("pip", "ignore");
    }
    return settings;
  }

  /**
   * Where pip packages come from.
   *
   * @param urls the common index last
   */
  static SortedMap<String, String> indexes(List<String> urls) {
    SortedMap<String, String> settings = new TreeMap<>();
    List<String> bare = urls.stream().map(url -> new IndexAddress(url).bare()).toList();
    if (bare.isEmpty() || bare.equals(List.of(IndexAddress.PYPI.bare()))) {
      return settings;
    }
    settings.put("pip.indexUrl", bare.get(bare.size() - 1));
    if (bare.size() > 1) {
      settings.put("pip.extraIndexUrls", String.join(",", bare.subList(0, bare.size() - 1)));
    }
    return settings;
  }

  /** What could not be taken over. */
  static List<String> notes(Lockfile.Metadata metadata) {
    List<String> notes = new ArrayList<>();
    String groups = metadata.custom().get(OwnMetadata.MULTICHANNELS_KEY);
    if (groups != null) {
      notes.add("the lock was made with hermetic.multichannels: set it to " + groups);
    }
    if (metadata.custom().containsKey(OwnMetadata.PIP_MAPPING_KEY)) {
      notes.add("the lock was made with hermetic.pip.mapping: set it to the same file or URL");
    }
    return notes;
  }
}
