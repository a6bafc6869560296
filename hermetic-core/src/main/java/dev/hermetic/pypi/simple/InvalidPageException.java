package dev.hermetic.pypi.simple;

/** A page that is none of an index; the message says why, in one sentence without a subject. */
final class InvalidPageException extends Exception {
  private static final long serialVersionUID = 1;

  InvalidPageException(String fact) {
    super(fact);
  }

  InvalidPageException(String fact, Throwable cause) {
    super(fact, cause);
  }

  String fact() {
    return String.valueOf(getMessage());
  }
}
