package dev.hermetic.ledger;

import dev.hermetic.problem.Problem;
import dev.hermetic.track.TrackName;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What a ledger holds. Immutable. */
public final class Ledger {
  /** Nothing happened yet. */
  public static final Ledger EMPTY = new Ledger(List.of(), List.of());

  private final List<LedgerEvent> events;
  private final List<Problem> problems;
  private final Map<EventKind, List<LedgerEvent>> kinds = new EnumMap<>(EventKind.class);

  /**
   * Of events in any order, however often each is there.
   *
   * @param problems see {@link #problems()}
   */
  public Ledger(List<LedgerEvent> events, List<Problem> problems) {
    this.events = events.stream().sorted().distinct().toList();
    this.problems = List.copyOf(problems);
    for (LedgerEvent event : this.events) {
      kinds.computeIfAbsent(event.kind(), kind -> new ArrayList<>()).add(event);
    }
    kinds.replaceAll((kind, own) -> List.copyOf(own));
  }

  /** By time, each once. */
  public List<LedgerEvent> events() {
    return events;
  }

  /** Lines that are not used, and times that cannot be right, by line: warnings. */
  public List<Problem> problems() {
    return problems;
  }

  /** The events of a kind, by time. */
  public List<LedgerEvent> of(EventKind kind) {
    return kinds.getOrDefault(kind, List.of());
  }

  /**
   * What is about a lock, with all problems.
   *
   * @param track whose, {@code stable} for the project's own
   */
  public Ledger ofTrack(String track) {
    String name = track.equals(TrackName.STABLE) ? "" : track;
    return events.stream().allMatch(event -> event.track().equals(name))
        ? this
        : new Ledger(
            events.stream().filter(event -> event.track().equals(name)).toList(), problems);
  }

  /** The events of both and the problems of both. */
  public Ledger with(Ledger other) {
    if (other.events.isEmpty() && other.problems.isEmpty()) {
      return this;
    }
    return new Ledger(
        Stream.concat(events.stream(), other.events.stream()).toList(),
        Stream.concat(problems.stream(), other.problems.stream()).toList());
  }
}
