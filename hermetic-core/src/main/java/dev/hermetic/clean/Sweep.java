package dev.hermetic.clean;

import dev.hermetic.cache.CacheItem;
import dev.hermetic.clean.CleanResult.Reason;
import dev.hermetic.clean.CleanResult.Removed;
import dev.hermetic.event.Event;
import dev.hermetic.event.Listener;
import dev.hermetic.problem.Problem;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One way through the things of a cache. */
final class Sweep {
  private final CleanRequest request;
  private final Instant oldest;
  private final Optional<Instant> running;
  private final Listener listener;
  private final List<Removed> removed = new ArrayList<>();
  private final List<Problem> problems = new ArrayList<>();
  private int stays;
  private long staysBytes;
  private int inUse;
  private long inUseBytes;

  /** A thing and the part of the cache that it belongs to. */
  record Found(String part, CacheItem item) {}

  /**
   * @param oldest what was last used before goes
   * @param running since when others work; what was used since is theirs
   */
  Sweep(CleanRequest request, Instant oldest, Optional<Instant> running, Listener listener) {
    this.request = request;
    this.oldest = oldest;
    this.running = running;
    this.listener = listener;
  }

  /** In the order given, until the rest is within the limits. */
  void through(List<Found> found) throws InterruptedException {
    long left = found.stream().mapToLong(one -> one.item().bytes()).sum();
    long done = 0;
    for (Found one : found) {
      CacheItem item = one.item();
      Reason reason = reason(item, left);
      boolean goes = reason != null && goes(item);
      if (goes) {
        left -= item.bytes();
        removed.add(
            new Removed(one.part(), item.name(), item.bytes(), item.lastUsed(), reason));
      } else {
        stays++;
        staysBytes += item.bytes();
      }
      done++;
      listener.on(new Event.StageProgress(CacheCleaner.STAGE, done, found.size()));
    }
  }

  private @Nullable Reason reason(CacheItem item, long left) {
    if (item.abandoned()) {
      return Reason.ABANDONED;
    }
    if (item.lastUsed().isBefore(oldest)) {
      return Reason.AGE;
    }
    boolean tooMuch = request.maxBytes().isPresent() && left > request.maxBytes().getAsLong();
    return tooMuch ? Reason.SIZE : null;
  }

  private boolean goes(CacheItem item) throws InterruptedException {
    try {
      boolean free = running.isEmpty() || item.lastUsed().isBefore(running.get());
      if (free && (request.dryRun() || item.removal().run())) {
        return true;
      }
      inUse++;
      inUseBytes += item.bytes();
    } catch (IOException e) {
      problems.add(CleanProblems.stays(item.name(), e));
    }
    return false;
  }

  CleanResult result() {
    return new CleanResult(
        request.dryRun(), removed, stays, staysBytes, inUse, inUseBytes, problems);
  }
}
