package dev.hermetic.summary;

import dev.hermetic.lock.LockComparison;
import java.util.List;
import java.util.Optional;

/**
 * What reviewers have to know.
 *
 * @param name of the environment
 * @param facts what was found in this build, the judged ones first
 * @param comparison how the lock differs; empty where it could not be compared
 * @param notes what is missing, and how to have it; which findings are new: sentences without full stop
 */
public record Summary(
    String name,
    List<Fact> facts,
    Optional<LockComparison.Result> comparison,
    List<String> notes) {
  public Summary {
    facts = List.copyOf(facts);
    notes = List.copyOf(notes);
  }

  /** Whether nothing failed of what was looked at. */
  public boolean passed() {
    return facts.stream().noneMatch(one -> one.state() == Fact.State.FAILED);
  }
}
