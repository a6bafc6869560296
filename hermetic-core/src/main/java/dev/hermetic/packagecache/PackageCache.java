package dev.hermetic.packagecache;

import dev.hermetic.archive.Limits;
import dev.hermetic.archive.PackageArchive;
import dev.hermetic.cache.EntryLock;
import dev.hermetic.event.Event;
import dev.hermetic.event.Listener;
import dev.hermetic.fetch.CachedFile;
import dev.hermetic.fetch.Fetcher;
import dev.hermetic.fetch.PinnedRequest;
import dev.hermetic.problem.HermeticException;
import dev.hermetic.pypi.tag.WheelName;
import dev.hermetic.pypi.wheel.WheelArchive;
import dev.hermetic.text.Count;
import dev.hermetic.work.Parallel;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Packages of conda and wheels, fetched, verified and unpacked once for all who share a cache directory. Safe for use by
 * several threads and processes.
 */
public final class PackageCache {
  /** Waiting for servers needs no processor. */
  private static final int CONNECTIONS = 8;

  private static final String STAGE = "packages";

  private final Path cacheDirectory;
  private final Supplier<Fetcher> fetchers;
  private final Listener listener;
  private final InstantSource clock;
  private final PackageArchive archives;
  private final WheelArchive wheels;
  private final int workers;
  private @Nullable Fetcher fetcher;

  /**
   * @param cacheDirectory the one that the fetcher uses
   * @param fetchers makes one, when the first file is to be fetched
   * @param workers how many packages are unpacked at once, at least 1
   */
  public PackageCache(
      Path cacheDirectory,
      Supplier<Fetcher> fetchers,
      Listener listener,
      InstantSource clock,
      Limits limits,
      int workers) {
    this.cacheDirectory = cacheDirectory;
    this.fetchers = fetchers;
    this.listener = listener;
    this.clock = clock;
    this.archives = new PackageArchive(limits);
    this.wheels = new WheelArchive(limits);
    this.workers = workers;
  }

  /**
   * The packages, in the order of the requests, ready to be linked.
   *
   * @throws HermeticException the problems of all that failed: HERM-NET-nnn, HERM-PKG-nnn
   */
  public List<UnpackedPackage> get(List<PackageRequest> requests) {
    return get(requests, true);
  }

  /**
   * The same for who looks at each file that is used: no file of a package that was unpacked before
   * is looked at, which of thousands takes as long as linking them.
   */
  public List<UnpackedPackage> getUnchecked(List<PackageRequest> requests) {
    return get(requests, false);
  }

  private List<UnpackedPackage> get(List<PackageRequest> requests, boolean check) {
    long start = clock.millis();
    listener.on(new Event.StageStarted(STAGE, "Getting " + Count.of(requests.size(), "package")));
    List<Integer> largestFirst = new ArrayList<>();
    for (int i = 0; i < requests.size(); i++) {
      largestFirst.add(i);
    }
    largestFirst.sort(
        Comparator.comparingLong((Integer i) -> -requests.get(i).pin().size())
            .thenComparing(i -> requests.get(i).fileName()));
    AtomicLong done = new AtomicLong();
    Runnable step =
        () -> listener.on(new Event.StageProgress(STAGE, done.incrementAndGet(), requests.size()));
    List<UnpackedPackage> got;
    try (UnpackQueue queue = new UnpackQueue(workers)) {
      got =
          Parallel.all(
              Parallel.map(
                  largestFirst, CONNECTIONS, i -> begin(requests.get(i), check, queue, step)));
    } catch (HermeticException e) {
      throw new HermeticException(PackageProblems.aboutServersOnce(e.problems()), e);
    }
    // By number, not by request: the first hash of a record costs a tenth of a second in a new JVM.
    UnpackedPackage[] inOrder = new UnpackedPackage[got.size()];
    for (int i = 0; i < got.size(); i++) {
      inOrder[largestFirst.get(i)] = got.get(i);
    }
    listener.on(
        new Event.StageFinished(
            STAGE,
            Count.of(requests.size(), "package") + " in the cache",
            Math.max(0, clock.millis() - start)));
    return List.of(inOrder);
  }

  /** A package that is there or will be when it is unpacked, or what went wrong with it. */
  private Future<UnpackedPackage> begin(
      PackageRequest request, boolean check, UnpackQueue queue, Runnable step) {
    PackageFolder folder = PackageFolder.of(cacheDirectory, request.pin().key());
    try {
      Instant now = clock.instant();
      Optional<UnpackedPackage> known =
          onDisk(request, () -> check ? folder.get(now) : folder.getUnchecked(now));
      if (known.isPresent()) {
        step.run();
        return CompletableFuture.completedFuture(known.get());
      }
      CachedFile archive = fetch(request);
      return queue.add(
          archive.size(),
          request.fileName(),
          () -> {
            UnpackedPackage unpacked =
                onDisk(request, () -> folder.locked(() -> unpack(request, folder, archive)));
            step.run();
            return unpacked;
          });
    } catch (HermeticException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  /** Work in the cache, with one word for what can go wrong with the disk below it. */
  private <T> T onDisk(PackageRequest request, EntryLock.Action<T> work) {
    try {
      return work.run();
    } catch (ClosedByInterruptException e) {
      throw new HermeticException(PackageProblems.interrupted(request.fileName()), e);
    } catch (IOException e) {
      throw new HermeticException(PackageProblems.unusable(cacheDirectory, e), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new HermeticException(PackageProblems.interrupted(request.fileName()), e);
    }
  }

  private UnpackedPackage unpack(
      PackageRequest request, PackageFolder folder, CachedFile archive)
      throws IOException, InterruptedException {
    // Somebody else may have unpacked it while this thread waited for the lock.
    Optional<UnpackedPackage> known = folder.get(clock.instant());
    return known.isPresent()
        ? known.get()
        : folder.unpack(
            WheelName.isWheel(request.fileName()) ? wheels::unpack : archives::unpack,
            archive.file(),
            request.fileName(),
            archive.sha256());
  }

  private synchronized Fetcher fetcher() {
    Fetcher known = fetcher;
    if (known == null) {
      known = fetchers.get();
      fetcher = known;
    }
    return known;
  }

  private CachedFile fetch(PackageRequest request) {
    HermeticException failure = null;
    for (String url : request.urls()) {
      try {
        Optional<CachedFile> found =
            fetcher().fetch(
                new PinnedRequest(
                    url, request.pin(), "fetch:" + request.fileName(), request.fileName()));
        if (found.isPresent()) {
          return found.get();
        }
      } catch (HermeticException e) {
        failure = failure == null ? e : failure;
      }
    }
    throw failure != null
        ? failure
        : new HermeticException(PackageProblems.missing(request.fileName(), request.urls()));
  }
}
