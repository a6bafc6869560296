package dev.hermetic.pypi.metadata;

/** Core metadata that cannot be used; the message says why, in one sentence without a subject. */
public final class InvalidMetadataException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public InvalidMetadataException(String message) {
    super(message);
  }

  InvalidMetadataException(String message, Throwable cause) {
    super(message, cause);
  }

  /** Why, in one sentence without a subject. */
  public String fact() {
    return String.valueOf(getMessage());
  }
}
