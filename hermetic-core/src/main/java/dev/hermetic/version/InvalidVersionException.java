package dev.hermetic.version;

/** A text that is no version or no version constraint; the message says why, in one sentence. */
public final class InvalidVersionException extends IllegalArgumentException {
  private static final long serialVersionUID = 1;

  private final int offset;

  public InvalidVersionException(String message) {
    this(message, 0);
  }

  /**
   * @param message why, in one sentence
   * @param offset 0-based character of the parsed text at which it goes wrong
   */
  public InvalidVersionException(String message, int offset) {
    super(message);
    this.offset = offset;
  }

  /** 0-based character of the parsed text at which it goes wrong. */
  public int offset() {
    return offset;
  }
}
