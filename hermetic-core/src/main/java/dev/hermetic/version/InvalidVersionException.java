package dev.hermetic.version;

/** A text that is no version or no version constraint; the message says why, in one sentence. */
public final class InvalidVersionException extends IllegalArgumentException {
  private static final long serialVersionUID = 1;

  public InvalidVersionException(String message) {
    super(message);
  }
}
