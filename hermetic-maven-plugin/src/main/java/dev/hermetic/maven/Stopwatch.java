package dev.hermetic.maven;

/** How long something took, by a clock that only runs forward. */
final class Stopwatch {
  private final long start = System.nanoTime();

  private Stopwatch() {}

  static Stopwatch start() {
    return new Stopwatch();
  }

  /** Since the start. */
  long millis() {
    return Math.round((System.nanoTime() - start) / 1e6);
  }
}
