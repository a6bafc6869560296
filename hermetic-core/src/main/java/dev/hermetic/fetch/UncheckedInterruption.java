package dev.hermetic.fetch;

/** Carries an interruption through code that may only throw I/O failures. */
public final class UncheckedInterruption extends RuntimeException {
  private static final long serialVersionUID = 1;

  UncheckedInterruption(InterruptedException cause) {
    super(cause);
  }
}
