package dev.hermetic.benchmarks;

/**
 * What a process and its children took.
 *
 * @param wall seconds from start to end
 * @param cpu seconds of processor time, user and system
 */
record Timing(double wall, double cpu) {
  Timing minus(Timing other) {
    return new Timing(wall - other.wall, cpu - other.cpu);
  }
}
