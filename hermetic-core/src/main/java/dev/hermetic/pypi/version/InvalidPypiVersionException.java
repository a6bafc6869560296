package dev.hermetic.pypi.version;

/** A text that is no version or no version specifier; the message says why, in one sentence. */
public final class InvalidPypiVersionException extends IllegalArgumentException {
  private static final long serialVersionUID = 1;

  private final int offset;

  /**
   * @param message why, in one sentence
   * @param offset 0-based character of the parsed text at which it goes wrong
   */
  public InvalidPypiVersionException(String message, int offset) {
    super(message);
    this.offset = offset;
  }

  /** 0-based character of the parsed text at which it goes wrong. */
  public int offset() {
    return offset;
  }
}
