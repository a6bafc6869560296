package dev.hermetic.match;

/** A text that is no match spec. */
public final class InvalidMatchSpecException extends IllegalArgumentException {
  private static final long serialVersionUID = 1;

  private final int offset;

  /**
   * @param message why, in one sentence without the text
   * @param offset 0-based character at which the text goes wrong
   */
  public InvalidMatchSpecException(String message, int offset) {
    super(message);
    this.offset = offset;
  }

  public int offset() {
    return offset;
  }
}
