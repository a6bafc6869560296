package dev.hermetic.pypi.lock;

import dev.hermetic.event.Listener;
import dev.hermetic.fetch.FetchSettings;
import dev.hermetic.fetch.Fetcher;
import dev.hermetic.problem.HermeticException;
import dev.hermetic.pypi.request.PipRequest;
import dev.hermetic.pypi.requirement.ProjectName;
import dev.hermetic.pypi.tag.WheelTarget;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The versions of projects that cached pages of indexes tell of. No connection is opened. */
public final class KnownVersions {
  private final Fetcher fetcher;
  private final PipSettings pip;
  private final Path directory;
  private final @Nullable Instant newest;

  /**
   * @param directory against which paths are relative
   * @param newest files that were uploaded later do not count; null for no limit
   */
  public KnownVersions(
      FetchSettings settings, PipSettings pip, Path directory, @Nullable Instant newest) {
    this.fetcher = new Fetcher(settings.offlineOnly(), Listener.SILENT);
    this.pip = pip;
    this.directory = directory;
    this.newest = newest;
  }

  /** Those with a wheel that fits and was not withdrawn, oldest first; empty where nothing is known. */
  public List<String> of(ProjectName name, PipRequest request, WheelTarget target) {
    try {
      return new Releases(target.tags(), newest, Map.of(), Map.of())
          .of(name, PipLocker.files(request, pip, directory, fetcher).of(name)).stream()
          .filter(one -> one.unusable() == null && one.yanked() == null && one.file().isWheel())
          .filter(one -> request.prereleases() || !one.version().isPrerelease())
          .map(one -> one.version().toString())
          .toList();
    } catch (HermeticException e) {
      // Whoever asks can do without: what is not at hand is unknown.
      return List.of();
    }
  }
}
