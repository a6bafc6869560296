package dev.hermetic.ledger;

import dev.hermetic.event.Event;
import dev.hermetic.event.Listener;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Measures an installation from what it tells while it works, and hands everything on. Packages are
 * fetched and unpacked side by side, so a part of the time is the part of the clock's time in which
 * that was done, and the parts add up.
 */
public final class InstallTimes implements Listener {
  private static final String FETCH = "fetch:";
  private static final String PACKAGES = "packages";
  private static final String LINK = "install";

  private final Listener next;
  private final LongSupplier nanos;

  /** Packages that are being fetched, with the bytes that came so far; nothing else counts. */
  private final Map<String, Long> open = new HashMap<>();

  private boolean gettingPackages;
  private long fetchSince;
  private long fetchNanos;
  private long packagesNanos;
  private long linkNanos;
  private long bytes;
  private int fetched;
  private int brought;
  private long packages;

  /**
   * @param next hears everything too
   * @param nanos a clock that only runs forward, for example {@link System#nanoTime}
   */
  public InstallTimes(Listener next, LongSupplier nanos) {
    this.next = next;
    this.nanos = nanos;
  }

  @Override
  public void on(Event event) {
    synchronized (this) {
      measure(event);
    }
    next.on(event);
  }

  private void measure(Event event) {
    if (event instanceof Event.StageStarted one) {
      started(one.stage());
    } else if (event instanceof Event.StageProgress one) {
      if (one.stage().equals(PACKAGES)) {
        packages = one.total();
      } else {
        open.computeIfPresent(one.stage(), (stage, had) -> Math.max(had, one.done()));
      }
    } else if (event instanceof Event.StageFinished one) {
      ended(one.stage());
    } else if (event instanceof Event.StageDropped one) {
      ended(one.stage());
    }
  }

  private void started(String stage) {
    if (gettingPackages && stage.startsWith(FETCH)) {
      if (open.isEmpty()) {
        fetchSince = nanos.getAsLong();
      }
      open.put(stage, 0L);
    } else if (stage.equals(PACKAGES)) {
      gettingPackages = true;
      packagesNanos -= nanos.getAsLong();
    } else if (stage.equals(LINK)) {
      linkNanos -= nanos.getAsLong();
    }
  }

  private void ended(String stage) {
    Long came = open.remove(stage);
    if (came != null) {
      brought++;
      fetched += came > 0 ? 1 : 0;
      bytes += came;
      if (open.isEmpty()) {
        fetchNanos += nanos.getAsLong() - fetchSince;
      }
    } else if (stage.equals(PACKAGES)) {
      gettingPackages = false;
      packagesNanos += nanos.getAsLong();
    } else if (stage.equals(LINK)) {
      linkNanos += nanos.getAsLong();
    }
  }

  /**
   * What was measured so far, once the stages have ended: see {@code install} in docs/proof.md.
   */
  public synchronized EventData data() {
    return EventData.EMPTY
        .with("packages", packages)
        .with("fetched", fetched)
        .with("fetchedBytes", bytes)
        .with("cache", brought == 0 ? "warm" : fetched == packages ? "cold" : "partial")
        .with("fetchMillis", millis(fetchNanos))
        .with("verifyMillis", millis(Math.max(0, packagesNanos - fetchNanos)))
        .with("linkMillis", millis(linkNanos))
        .with("millis", millis());
  }

  /** Getting all packages and linking them. */
  private long millis() {
    return millis(packagesNanos + linkNanos);
  }

  private static long millis(long nanos) {
    return Math.round(nanos / 1e6);
  }
}
