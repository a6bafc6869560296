package dev.hermetic.report.pages;

import dev.hermetic.ledger.LedgerEvent;
import dev.hermetic.report.block.Cell;
import dev.hermetic.text.InstantText;

/** What pages say of events of the ledger. */
final class Events {
  private Events() {}

  /** When it was: day and minute, UTC. */
  static String when(LedgerEvent event) {
    return minute(InstantText.of(event.time()));
  }

  /** When, and by which event of the ledger it can be looked up. */
  static Cell whenCell(LedgerEvent event) {
    String time = InstantText.of(event.time());
    return Cell.of(minute(time)).valued(time).noted("event " + event.id().substring(0, 12));
  }

  private static String minute(String time) {
    return time.substring(0, 16).replace('T', ' ');
  }

  static Cell machine(LedgerEvent event) {
    return Cell.of(event.machine().text());
  }

  static Cell revision(LedgerEvent event) {
    return event.revision().isEmpty()
        ? Cell.unknown("not known")
        : Cell.literal(event.revision().substring(0, Math.min(12, event.revision().length())))
            .valued(event.revision());
  }

  static Cell lock(LedgerEvent event) {
    return event.lock().isEmpty() ? Cell.unknown("no lock") : digest(event.lock());
  }

  /** Its beginning, which is enough to tell it from others; the twin has all of it. */
  static Cell digest(String digest) {
    return Cell.literal(digest.substring(0, Math.min(12, digest.length()))).valued(digest);
  }
}
