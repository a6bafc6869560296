package dev.hermetic.advisory;

/**
 * Whether an advisory is about a version.
 *
 * @param fixed of an affected version the first later one that is not; empty when none is known
 * @param reason why nothing can be said, a phrase without full stop; empty unless undecided
 */
public record Judgement(Outcome outcome, String fixed, String reason) {
  static final Judgement CLEAR = new Judgement(Outcome.CLEAR, "", "");

  /** What came of it. */
  public enum Outcome {
    AFFECTED,
    CLEAR,
    UNDECIDED
  }

  static Judgement affected(String fixed) {
    return new Judgement(Outcome.AFFECTED, fixed, "");
  }

  static Judgement undecided(String reason) {
    return new Judgement(Outcome.UNDECIDED, "", reason);
  }
}
