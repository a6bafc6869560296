package dev.hermetic.maven;

import dev.hermetic.event.Event;
import dev.hermetic.event.Listener;
import dev.hermetic.ledger.BuildEvents;
import dev.hermetic.ledger.EventContext;
import dev.hermetic.ledger.EventData;
import dev.hermetic.ledger.EventKind;
import dev.hermetic.problem.HermeticException;
import java.util.function.UnaryOperator;

/**
 * Writes down what has just happened in a build. It has, whether it can be written down or not, so
 * that only a warning is told where it cannot.
 */
final class EventLog {
  private final BuildEvents events;
  private final Listener listener;

  /**
   * @param listener hears of what cannot be written down
   */
  EventLog(BuildEvents events, Listener listener) {
    this.events = events;
    this.listener = listener;
  }

  /**
   * @param platform empty for all
   */
  void add(EventKind kind, String platform, EventData data) {
    add(UnaryOperator.identity(), kind, platform, data);
  }

  /** The same under other circumstances than those of this build. */
  void add(
      UnaryOperator<EventContext> circumstances,
      EventKind kind,
      String platform,
      EventData data) {
    try {
      events.add(circumstances.apply(events.context()), kind, platform, data);
    } catch (HermeticException e) {
      e.problems().forEach(problem -> listener.on(new Event.Warning(problem)));
    }
  }
}
