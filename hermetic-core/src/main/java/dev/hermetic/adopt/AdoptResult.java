package dev.hermetic.adopt;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What came of it.
 *
 * @param from what was begun with, as it is shown to users
 * @param steps one a file, in the order in which a user should read them
 * @param snippet what to add to the POM that is there; empty when nothing is missing
 * @param notes what could not be taken over, what was assumed and what is left to the user,
 *     sentences without full stop
 */
public record AdoptResult(
    String from, List<Step> steps, Optional<String> snippet, List<String> notes) {
  /** What happened to a file. */
  public enum Outcome {
    /** There was none. */
    WRITTEN,
    /** Lines were added to its end. */
    EXTENDED,
    /** It has all it needs, or is the user's own. */
    KEPT
  }

  /**
   * A file and what happened to it; in a dry run what would have.
   *
   * @param purpose what the file is for, without full stop; empty where that is plain
   */
  public record Step(Path file, Outcome outcome, String purpose) {
    Step(Path file, Outcome outcome) {
      this(file, outcome, "");
    }
  }

  public AdoptResult {
    steps = List.copyOf(steps);
    notes = List.copyOf(notes);
  }
}
