package dev.hermetic.pypi.simple;

import dev.hermetic.event.Listener;
import dev.hermetic.fetch.FetchSettings;
import dev.hermetic.fetch.Fetcher;
import dev.hermetic.pypi.requirement.ProjectName;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** What tests of indexes need. */
final class IndexKit {
  static final Instant NOW = Instant.parse("2026-11-01T12:00:00Z");

  private IndexKit() {}

  static FetchSettings settings(Path cache) {
    return new FetchSettings(
        cache,
        false,
        false,
        List.of(),
        List.of(),
        Map.of(),
        Duration.ofSeconds(40),
        Duration.ofSeconds(40),
        1);
  }

  static Fetcher fetcher(Path cache) {
    return new Fetcher(settings(cache), Listener.SILENT);
  }

  static Fetcher offline(Path cache) {
    return new Fetcher(settings(cache).offlineOnly(), Listener.SILENT);
  }

  static ProjectName name(String text) {
    return ProjectName.of(text);
  }

  static SimpleIndex index(String url, Path cache) {
    return new SimpleIndex(new IndexAddress(url), fetcher(cache));
  }

  static MetadataLoader loader(Path cache) {
    return new MetadataLoader(fetcher(cache), cache, () -> NOW);
  }
}
