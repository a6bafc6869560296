package dev.hermetic.pypi.requirement;

/** A text that is no requirement or no marker; the message says why, in one sentence. */
public final class InvalidRequirementException extends IllegalArgumentException {
  private static final long serialVersionUID = 1;

  private final int offset;

  /**
   * @param message why, in one sentence
   * @param offset 0-based character of the parsed text at which it goes wrong
   */
  public InvalidRequirementException(String message, int offset) {
    super(message);
    this.offset = offset;
  }

  /** 0-based character of the parsed text at which it goes wrong. */
  public int offset() {
    return offset;
  }
}
