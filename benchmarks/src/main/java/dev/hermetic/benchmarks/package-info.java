/** Measures the speed of locking. */
@org.jspecify.annotations.NullMarked
package dev.hermetic.benchmarks;
