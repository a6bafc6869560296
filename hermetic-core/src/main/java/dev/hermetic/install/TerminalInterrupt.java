package dev.hermetic.install;

import org.jspecify.annotations.Nullable;
import sun.misc.Signal;
import sun.misc.SignalHandler;

/**
 * Tells an interrupt, which a terminal sends to the programs below this process as well (Ctrl-C), from
 * a termination, which reaches this process alone. A shutdown hook is not told which of them it is
 * for. Where Java leaves interrupts alone ({@code -Xrs}, {@code nohup}) none is seen.
 */
final class TerminalInterrupt {
  private static final Signal INTERRUPT = new Signal("INT");

  private static int watchers;
  private static @Nullable SignalHandler before;
  private static volatile boolean seen;

  private TerminalInterrupt() {}

  /** Whether one came while somebody watched; this process is then going down. */
  static boolean isSeen() {
    return seen;
  }

  /** Begins to watch; to be {@linkplain #unwatch() ended} as often as it is begun. */
  static synchronized void watch() {
    watchers++;
    if (watchers > 1) {
      return;
    }
    seen = false;
    try {
      SignalHandler handler = Signal.handle(INTERRUPT, TerminalInterrupt::note);
      if (handler == SignalHandler.SIG_DFL || handler == SignalHandler.SIG_IGN) {
        // Not Java's own, which is what ends the process in good order.
        Signal.handle(INTERRUPT, handler);
      } else {
        before = handler;
      }
    } catch (IllegalArgumentException e) {
      // Java was told to leave signals alone.
      before = null;
    }
  }

  private static void note(Signal signal) {
    seen = true;
    SignalHandler handler = handler();
    if (handler != null) {
      handler.handle(signal);
    }
  }

  private static synchronized @Nullable SignalHandler handler() {
    return before;
  }

  static synchronized void unwatch() {
    watchers--;
    SignalHandler handler = before;
    if (watchers == 0 && handler != null) {
      Signal.handle(INTERRUPT, handler);
      before = null;
    }
  }
}
