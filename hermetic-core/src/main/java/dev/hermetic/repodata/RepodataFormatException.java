package dev.hermetic.repodata;

import java.io.IOException;

/** Repodata whose bytes are not what the format says; the message says what, in one sentence. */
public final class RepodataFormatException extends IOException {
  private static final long serialVersionUID = 1;

  public RepodataFormatException(String message) {
    super(message);
  }

  public RepodataFormatException(String message, Throwable cause) {
    super(message, cause);
  }
}
