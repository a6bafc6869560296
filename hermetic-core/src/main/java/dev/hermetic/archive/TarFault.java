package dev.hermetic.archive;

import org.jspecify.annotations.Nullable;

/** Why a tar cannot be read on. */
final class TarFault extends Exception {
  private static final long serialVersionUID = 1;

  private final boolean tooLarge;

  private TarFault(String fact, boolean tooLarge, @Nullable Throwable cause) {
    super(fact, cause);
    this.tooLarge = tooLarge;
  }

  TarFault(String fact) {
    this(fact, false, null);
  }

  /** The stream that the tar comes in failed. */
  static TarFault of(Exception cause) {
    return new TarFault(String.valueOf(cause.getMessage()), false, cause);
  }

  /** It goes beyond a bound that no honest archive reaches. */
  static TarFault tooLarge(String fact) {
    return new TarFault(fact, true, null);
  }

  boolean isTooLarge() {
    return tooLarge;
  }

  String fact() {
    return String.valueOf(getMessage());
  }
}
