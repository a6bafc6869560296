package dev.hermetic.ledger;

import dev.hermetic.problem.Problem;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a ledger holds.
 *
 * @param events by time, each once, however often and in whichever order the lines have them
 * @param problems lines that are not used, and times that cannot be right, by line: warnings
 */
public record Ledger(List<LedgerEvent> events, List<Problem> problems) {
  /** Nothing happened yet. */
  public static final Ledger EMPTY = new Ledger(List.of(), List.of());

  public Ledger {
    events = events.stream().sorted().distinct().toList();
    problems = List.copyOf(problems);
  }

  /** The events of a kind, by time. */
  public List<LedgerEvent> of(EventKind kind) {
    return events.stream().filter(one -> one.kind() == kind).toList();
  }

  /** The events of both and the problems of both. */
  public Ledger with(Ledger other) {
    return new Ledger(
        Stream.concat(events.stream(), other.events.stream()).toList(),
        Stream.concat(problems.stream(), other.problems.stream()).toList());
  }
}
