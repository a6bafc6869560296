package dev.hermetic.lock;

import dev.hermetic.environment.Requirement;
import dev.hermetic.lockfile.OwnMetadata;
import dev.hermetic.platform.Platform;
import dev.hermetic.problem.Redaction;
import dev.hermetic.pypi.lock.PipLocker;
import dev.hermetic.pypi.lock.PipSettings;
import dev.hermetic.pypi.lock.PipSettings.IndexStrategy;
import dev.hermetic.pypi.request.AskedRequirement;
import dev.hermetic.pypi.request.IndexLocation;
import dev.hermetic.pypi.request.LocalSource;
import dev.hermetic.pypi.request.PipRequest;
import dev.hermetic.pypi.simple.IndexAddress;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What is asked of PyPI, in words that stay the same while it does; no credentials are in them. */
final class PipWords {
  private PipWords() {}

  /** Entries of {@code custom_metadata}; none where nothing is asked for. */
  static SortedMap<String, String> of(SortedMap<Platform, PipRequest> pip, PipSettings settings) {
    SortedMap<String, String> words = new TreeMap<>();
    if (pip.isEmpty()) {
      return words;
    }
    SortedMap<String, Set<Platform>> specs = new TreeMap<>();
    Set<String> indexes = new LinkedHashSet<>();
    for (Map.Entry<Platform, PipRequest> one : pip.entrySet()) {
      for (String text : specs(one.getValue())) {
        specs.computeIfAbsent(text, key -> new TreeSet<>()).add(one.getKey());
      }
      PipLocker.indexes(one.getValue(), settings).forEach(index -> indexes.add(index.bare()));
    }
    words.put(
        OwnMetadata.PIP_SPECS_KEY,
        specs.entrySet().stream()
            .map(spec -> spec.getKey() + on(spec.getValue(), pip.keySet()))
            .collect(Collectors.joining(" | ")));
    if (!List.copyOf(indexes).equals(List.of(IndexAddress.PYPI.bare()))) {
      words.put(OwnMetadata.PIP_INDEXES_KEY, String.join(" ", indexes));
    }
    if (settings.strategy() != IndexStrategy.FIRST_INDEX) {
      words.put(OwnMetadata.PIP_STRATEGY_KEY, settings.strategy().key());
    }
    return words;
  }

  private static String on(Set<Platform> some, Set<Platform> all) {
    return some.size() == all.size()
        ? ""
        : some.stream().map(Platform::subdir).collect(Collectors.joining(" ", " on ", ""));
  }

  private static Set<String> specs(PipRequest request) {
    Set<String> texts = new LinkedHashSet<>();
    for (AskedRequirement asked : request.requirements()) {
      texts.add(text(asked));
    }
    for (AskedRequirement limit : request.constraints()) {
      texts.add("-c " + text(limit));
    }
    for (LocalSource local : request.locals()) {
      texts.add((local.editable() ? "-e " : "") + Redaction.redact(local.reference()));
    }
    for (IndexLocation links : request.findLinks()) {
      texts.add("--find-links " + new IndexAddress(links.url()).bare());
    }
    if (request.prereleases()) {
      texts.add("--pre");
    }
    return texts;
  }

  private static String text(AskedRequirement asked) {
    String hashes =
        asked.hashes().stream().map(hash -> " --hash=" + hash).collect(Collectors.joining());
    String category =
        asked.category().equals(Requirement.MAIN) ? "" : " (" + asked.category() + ")";
    return Redaction.redact(asked.requirement().toString()) + hashes + category;
  }
}
