package dev.hermetic.summary;

/**
 * A line of a summary.
 *
 * @param state what it means for the verdict
 * @param about what it is about
 * @param now how it is
 * @param before how it was, as far as a ledger knows; empty when it does not
 * @param moved the difference; empty when there is none, or nothing to compare with
 */
public record Fact(State state, String about, String now, String before, String moved) {
  /** What a fact means for the verdict. */
  public enum State {
    PASSED("✅"),
    FAILED("❌"),
    /** It judges nothing. */
    TOLD("");

    private final String sign;

    State(String sign) {
      this.sign = sign;
    }

    String sign() {
      return sign;
    }
  }
}
