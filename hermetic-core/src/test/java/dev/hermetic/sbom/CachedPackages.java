package dev.hermetic.sbom;

import dev.hermetic.archive.Limits;
import dev.hermetic.event.Listener;
import dev.hermetic.fetch.FetchSettings;
import dev.hermetic.fetch.Fetcher;
import dev.hermetic.fetch.Pin;
import dev.hermetic.packagecache.PackageCache;
import dev.hermetic.packagecache.PackageRequest;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Puts packages into a cache as installing does it. */
public final class CachedPackages {
  private CachedPackages() {}

  public static void put(Path cache, List<PackageRequest> requests) {
    FetchSettings settings =
        new FetchSettings(
            cache, true, false, List.of(), List.of(), Map.of(),
            Duration.ofSeconds(5), Duration.ofSeconds(5), 1);
    new PackageCache(
            cache,
            () -> new Fetcher(settings, Listener.SILENT),
            Listener.SILENT,
            Clock.systemUTC(),
            Limits.DEFAULT,
            1)
        .get(requests);
  }

  public static PackageRequest request(String fileName, String url, String sha256) {
    return new PackageRequest(fileName, List.of(url), new Pin(sha256, null, -1));
  }
}
