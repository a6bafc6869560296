package dev.hermetic.check;

import dev.hermetic.problem.Problem;
import java.util.List;

/**
 * What came of a check.
 *
 * @param problems everything that keeps the lock from answering; empty when it does
 * @param notes what was left unchecked, sentences without full stop
 * @param packages how many entries the lock has
 * @param platforms how many platforms it is for
 * @param remembered whether the files are those of an earlier check that found nothing
 */
public record CheckResult(
    List<Problem> problems, List<String> notes, int packages, int platforms, boolean remembered) {
  public CheckResult {
    problems = List.copyOf(problems);
    notes = List.copyOf(notes);
  }

  /** Whether the lock answers. */
  public boolean passed() {
    return problems.isEmpty();
  }
}
