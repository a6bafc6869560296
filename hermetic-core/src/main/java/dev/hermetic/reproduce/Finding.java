package dev.hermetic.reproduce;

/**
 * What made two contents differ.
 *
 * @param why what is seen in the bytes, a sentence without full stop
 */
record Finding(Cause cause, String why) {
  /** The same, seen inside of something. */
  Finding in(String what) {
    return new Finding(cause, "in " + what + ": " + why);
  }
}
