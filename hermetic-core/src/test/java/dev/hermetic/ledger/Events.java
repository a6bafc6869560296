package dev.hermetic.ledger;

import java.time.Instant;

/** Events to test with. */
final class Events {
  static final Instant NOON = Instant.parse("2026-11-27T12:00:00Z");
  static final MachineClass MACHINE = new MachineClass("linux", "amd64", "2", 17);

  private Events() {}

  static EventContext context(Instant time) {
    return new EventContext(time, MACHINE, "0.1.0", "a".repeat(40), "b".repeat(64));
  }

  static LedgerEvent install(Instant time) {
    return LedgerEvent.of(
        context(time),
        EventKind.INSTALL,
        "linux-64",
        EventData.EMPTY.with("packages", 84).with("cache", "cold"));
  }

  static LedgerEvent deployment(Instant time, String outcome) {
    return LedgerEvent.of(
        context(time), EventKind.DEPLOYMENT, "", EventData.EMPTY.with("outcome", outcome));
  }
}
