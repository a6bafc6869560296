package dev.hermetic.clean;

import dev.hermetic.advisory.AdvisoryPart;
import dev.hermetic.base.BaseFilesStore;
import dev.hermetic.cache.CachePart;
import dev.hermetic.cache.CacheUse;
import dev.hermetic.cache.EntryLock;
import dev.hermetic.distro.Distros;
import dev.hermetic.event.Event;
import dev.hermetic.event.Listener;
import dev.hermetic.fetch.FetchCache;
import dev.hermetic.packagecache.UnpackedPart;
import dev.hermetic.problem.HermeticException;
import dev.hermetic.pypi.simple.MetadataStore;
import dev.hermetic.repodata.IndexPart;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Takes out of the cache what is abandoned, too old or too much. Other processes may work with the
 * cache meanwhile: nothing that was used since the oldest of them began is taken from them. Only
 * files that a part of the cache knows as its own are looked at.
 */
public final class CacheCleaner {
  /** A file that nobody wrote to for so long belongs to nobody any more. */
  private static final Duration ABANDONED = Duration.ofHours(1);

  static final String STAGE = "clean-cache";

  private final Clock clock;
  private final Listener listener;
  private final List<CachePart> parts;

  public CacheCleaner(Clock clock, Listener listener) {
    this(clock, listener, allParts());
  }

  /**
   * @param parts of the cache that are looked at
   */
  CacheCleaner(Clock clock, Listener listener, List<CachePart> parts) {
    this.clock = clock;
    this.listener = listener;
    this.parts = List.copyOf(parts);
  }

  /** All that the cache holds. */
  static List<CachePart> allParts() {
    return Stream.concat(
            FetchCache.parts().stream(),
            Stream.of(
                new IndexPart(),
                new UnpackedPart(),
                new MetadataStore(),
                new BaseFilesStore(),
                new Distros(),
                new AdvisoryPart()))
        .toList();
  }

  /**
   * Cleans; a cache that is not there is clean. What cannot be deleted is in the result.
   *
   * @throws HermeticException HERM-CACHE-001 when the cache cannot be read or locked
   */
  public CleanResult clean(CleanRequest request) {
    Path cache = request.cacheDirectory();
    try {
      if (!Files.isDirectory(cache) || request.dryRun()) {
        return work(request);
      }
      // Two at once would take things out from under each other.
      return EntryLock.holding(cache.resolve("clean.lock"), () -> work(request));
    } catch (IOException e) {
      throw new HermeticException(CleanProblems.unusable(cache, e), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new HermeticException(CleanProblems.interrupted(cache), e);
    }
  }

  private CleanResult work(CleanRequest request) throws IOException, InterruptedException {
    long start = clock.millis();
    listener.on(new Event.StageStarted(STAGE, "Cleaning " + request.cacheDirectory()));
    Instant now = clock.instant();
    // First who works, then what lies there: who comes later is seen by the time of what it uses.
    Optional<Instant> running = CacheUse.oldest(request.cacheDirectory(), !request.dryRun());
    Instant hourAgo = now.minus(ABANDONED);
    Instant abandonedBefore = running.filter(hourAgo::isAfter).orElse(hourAgo);
    Sweep sweep = new Sweep(request, limit(now, request.maxAge()), running, listener);
    sweep.through(find(request.cacheDirectory(), abandonedBefore));
    CleanResult result = sweep.result();
    listener.on(
        new Event.StageFinished(
            STAGE,
            "Looked through " + request.cacheDirectory(),
            Math.max(0, clock.millis() - start)));
    return result;
  }

  private static Instant limit(Instant now, @Nullable Duration maxAge) {
    try {
      return maxAge == null ? Instant.MIN : now.minus(maxAge);
    } catch (DateTimeException | ArithmeticException e) {
      return Instant.MIN; // further back than time goes
    }
  }

  /** Abandoned things first, then what was used longest ago. */
  private List<Sweep.Found> find(Path cache, Instant abandonedBefore) throws IOException {
    List<Sweep.Found> found = new ArrayList<>();
    for (CachePart part : parts) {
      part.items(cache, abandonedBefore).forEach(item -> found.add(new Sweep.Found(part.name(), item)));
    }
    found.sort(
        Comparator.comparing((Sweep.Found one) -> !one.item().abandoned())
            .thenComparing(one -> one.item().lastUsed())
            .thenComparing(one -> one.part())
            .thenComparing(one -> one.item().name()));
    return found;
  }
}
