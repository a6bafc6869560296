package dev.hermetic.lock;

import dev.hermetic.event.Listener;
import dev.hermetic.fetch.FetchSettings;
import java.time.Clock;

/** Turns environment files into lock files. Keeps no state between calls. */
public final class LockService {
  private final FetchSettings settings;
  private final Clock clock;
  private final Listener listener;

  /**
   * @param clock asked only to turn an exclude-newer duration into an instant
   * @param listener told what happens
   */
  public LockService(FetchSettings settings, Clock clock, Listener listener) {
    this.settings = settings;
    this.clock = clock;
    this.listener = listener;
  }

  /**
   * Locks, or finds that the lock stands.
   *
   * @throws dev.hermetic.problem.HermeticException with every problem found; no file was changed
   */
  public LockResult lock(LockRequest request) {
    throw new UnsupportedOperationException("skeleton");
  }
}
