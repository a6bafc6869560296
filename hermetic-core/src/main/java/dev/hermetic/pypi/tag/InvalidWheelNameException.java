package dev.hermetic.pypi.tag;

/** A file name that no wheel may have; the message says why, in one sentence. */
public final class InvalidWheelNameException extends IllegalArgumentException {
  private static final long serialVersionUID = 1;

  public InvalidWheelNameException(String message) {
    super(message);
  }
}
